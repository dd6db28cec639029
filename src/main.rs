//! Mounts the page. In an environment without a document (Node) it does nothing: there the module only carries the
//! JavaScript API of [`irsa_playground::api`].

fn main() {
    irsa_playground::app::mount();
}

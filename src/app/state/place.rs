//! Where the reader is on the page: which view under the chain, which dialog, whole page or embedded.

/// A view under the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The permission matrix.
    #[default]
    Access,
    /// What RBAC lets the ServiceAccount do, beside what its role may do in AWS.
    Kubernetes,
    /// The mutated Pod, the token, the STS request and response, the session.
    Inspector,
    /// This scenario against another.
    Compare,
}

impl View {
    /// All views, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Access, Self::Kubernetes, Self::Inspector, Self::Compare];
}

/// A part of the view of access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccessPart {
    /// The matrix of actions.
    #[default]
    Actions,
    /// Tasks and API operations.
    Tasks,
    /// Everything that may be done, and ways to more.
    Everything,
    /// Who may do something, and who may become a role.
    Who,
    /// The policy that allows exactly what is expected.
    Propose,
}

/// A dialog over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Link, Markdown, JSON, picture, embed.
    Share,
    /// The examples, by category.
    Gallery,
    /// The lessons, by part.
    Course,
    /// Paste or drop anything, and what became of it.
    Import,
    /// Scenarios of the last days.
    History,
    /// Keyboard shortcuts.
    Shortcuts,
}

/// How much of the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// All of it.
    #[default]
    Page,
    /// The chain alone, read only, inside another page (`?view=chain`).
    Chain,
}

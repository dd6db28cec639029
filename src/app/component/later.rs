//! What takes a while to work out, made when somebody looks: at once the first time, and a moment after the last change
//! from then on, so that typing is never held up.
//!
//! What always holds: what is shown while something newer is being worked out is marked as such by its user.

use crate::app::catalogue::Catalogue;
use crate::scenario::Scenario;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long nothing may have changed, in milliseconds.
const QUIET: u32 = 180;

/// A scenario and what is known of actions; compared by identity.
#[derive(Clone, Debug)]
pub struct Of<K> {
    /// What is looked at.
    pub scenario: Rc<Scenario>,
    /// How far the catalogue is.
    pub catalogue: Catalogue,
    /// What is asked.
    pub key: K,
}

impl<K: PartialEq> PartialEq for Of<K> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario) && self.catalogue == other.catalogue && self.key == other.key
    }
}

/// What was worked out last, and whether it is that of the key.
#[hook]
pub fn use_later<K, T>(key: Of<K>, work: impl FnOnce(&Of<K>) -> T + 'static) -> (Option<Rc<T>>, bool)
where
    K: Clone + PartialEq + 'static,
    T: 'static,
{
    let found = use_state(|| None::<(Of<K>, Rc<T>)>);
    let current = found.as_ref().is_some_and(|(of, _)| *of == key);
    {
        let found = found.clone();
        use_effect_with(key, move |key| {
            let key = key.clone();
            let wait = if found.is_some() { QUIET } else { 0 };
            let timer = Timeout::new(wait, move || {
                let made = Rc::new(work(&key));
                found.set(Some((key, made)));
            });
            move || drop(timer)
        });
    }
    (found.as_ref().map(|(_, made)| made.clone()), current)
}

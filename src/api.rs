//! The JavaScript API: a scenario in, a simulation out, both plain objects. Works in a browser and in Node; `api.js`
//! beside the page loads it.
//!
//! What always holds: a field that does not fit gives an `Error` whose `path` names it; nothing else throws.

use crate::aws::catalog::{self, Refusal};
use crate::chain;
use crate::message::{self, Language};
use crate::scenario::{Scenario, ScenarioError};
use js_sys::{Error, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Simulates a scenario (see [`Scenario`]) and returns its [`chain::Simulation`].
///
/// # Errors
/// An `Error` with the property `path` where a field does not fit the contract.
#[wasm_bindgen]
pub fn simulate(scenario: JsValue) -> Result<JsValue, Error> {
    let simulation = chain::simulate(&read(scenario)?);
    to_js(&simulation)
}

/// The headline of each chain of a scenario, in `"en"` or `"ko"`: what the page would say on top.
///
/// # Errors
/// As [`simulate`].
#[wasm_bindgen]
pub fn headlines(scenario: JsValue, language: &str) -> Result<JsValue, Error> {
    let language = if language == "ko" { Language::Korean } else { Language::English };
    let simulation = chain::simulate(&read(scenario)?);
    let headlines: Vec<String> = simulation.chains.iter().map(|chain| message::headline(language, chain)).collect();
    to_js(&headlines)
}

/// Installs the catalogue of all services, which `api.js` finds beside the page: from then on access levels, resource
/// types and condition keys of every service are known. A second time nothing happens.
///
/// # Errors
/// The text is not the catalogue that belongs to this build.
#[wasm_bindgen(js_name = installCatalogue)]
pub fn install_catalogue(text: String) -> Result<(), Error> {
    catalog::install(text).map_err(|refusal| {
        Error::new(match refusal {
            Refusal::NotACatalogue => "this is no action catalogue",
            Refusal::OtherVersion => "this action catalogue belongs to another version",
            Refusal::Damaged => "this action catalogue is damaged",
        })
    })
}

fn read(scenario: JsValue) -> Result<Scenario, Error> {
    // Through JSON text: every field is seen, unknown ones too, and one reader serves links, files and scripts.
    let value: serde_json::Value = serde_wasm_bindgen::from_value(scenario).map_err(|error| thrown(&error))?;
    Scenario::from_json(&value.to_string()).map_err(|error| to_error(&error))
}

fn to_error(error: &ScenarioError) -> Error {
    let thrown = Error::new(&error.to_string());
    // Setting a property of a fresh Error cannot fail.
    let _ = Reflect::set(&thrown, &"path".into(), &error.path.as_str().into());
    thrown
}

fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|error| thrown(&error))
}

fn thrown(error: &serde_wasm_bindgen::Error) -> Error {
    Error::new(&error.to_string())
}

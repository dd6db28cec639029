//! Files that were chosen or dropped, read into texts.
//!
//! What always holds: every file gives an input; one that is too large is not read, and one that is no text says so.

use crate::import::{Cause, Input, MOST_TEXTS};
use crate::syntax::{MAX_BYTES, bytes};
use gloo::file::callbacks::{FileReader, read_as_bytes};
use gloo::file::{Blob, File};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::FileList;
use yew::Callback;

/// What was read, by the file's place, and how many files are not yet.
type Waiting = (Vec<Option<Input>>, usize);

/// What is still being read. Dropping it stops the reading.
#[derive(Default)]
pub struct Reading {
    _readers: Vec<FileReader>,
}

/// Reads files; tells all of them at once, in their order.
pub fn read(list: &FileList, done: Callback<Vec<Input>>) -> Reading {
    let files: Vec<File> = (0..list.length()).filter_map(|index| list.get(index)).map(File::from).collect();
    let inputs: Vec<Option<Input>> = files.iter().enumerate().map(|(index, file)| at_once(index, file)).collect();
    let waiting = inputs.iter().filter(|input| input.is_none()).count();
    let inputs = Rc::new(RefCell::new((inputs, waiting)));
    if waiting == 0 {
        finish(&inputs, &done);
        return Reading::default();
    }
    let readers = files.into_iter().enumerate().filter(|(index, file)| at_once(*index, file).is_none());
    let readers = readers.map(|(index, file)| {
        let (inputs, done, name) = (inputs.clone(), done.clone(), file.name());
        read_as_bytes(&Blob::from(file), move |result| {
            let text = result.ok().and_then(|bytes| bytes::decode(&bytes).ok());
            let refused = text.is_none().then_some(Cause::NotText);
            let input = Input { name: Some(name), text: text.unwrap_or_default(), refused };
            let mut state = inputs.borrow_mut();
            if let Some(slot) = state.0.get_mut(index) {
                *slot = Some(input);
            }
            state.1 = state.1.saturating_sub(1);
            let last = state.1 == 0;
            drop(state);
            if last {
                finish(&inputs, &done);
            }
        })
    });
    Reading { _readers: readers.collect() }
}

/// What can be said of a file without reading it.
fn at_once(index: usize, file: &File) -> Option<Input> {
    let refused = |cause| Some(Input { name: Some(file.name()), text: String::new(), refused: Some(cause) });
    match (index >= MOST_TEXTS, file.size() > MAX_BYTES as u64) {
        (true, _) => refused(Cause::TooMany),
        (false, true) => refused(Cause::TooLarge),
        (false, false) => None,
    }
}

fn finish(inputs: &Rc<RefCell<Waiting>>, done: &Callback<Vec<Input>>) {
    let inputs = std::mem::take(&mut inputs.borrow_mut().0);
    done.emit(inputs.into_iter().flatten().collect());
}

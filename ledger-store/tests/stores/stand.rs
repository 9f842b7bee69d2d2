//! Servers that are not what they seem: silent, slow, or between a client and the true one.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// A port of this machine where each caller is received as said; it lasts as long as the tests.
pub(crate) fn receiving(receive: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let receive = Arc::new(receive);
    thread::spawn(move || {
        for caller in listener.incoming() {
            let (caller, receive) = (caller.unwrap(), Arc::clone(&receive));
            thread::spawn(move || receive(caller));
        }
    });
    port
}

/// Carries what is said to the true server and back, until it falls silent: then lines stay open and nothing is carried.
pub(crate) struct Between {
    pub(crate) address: String,
    silent: Arc<AtomicBool>,
    swallowed: Arc<Mutex<Vec<u8>>>,
}

impl Between {
    pub(crate) fn new(address: &str, delay: Duration) -> Self {
        let (before, rest) = address.split_once("127.0.0.1:").unwrap();
        let end = rest.find('/').unwrap();
        let (server, after) = (format!("127.0.0.1:{}", &rest[..end]), &rest[end..]);
        let silent = Arc::new(AtomicBool::new(false));
        let swallowed = Arc::new(Mutex::new(Vec::new()));
        let (seen, lost) = (Arc::clone(&silent), Arc::clone(&swallowed));
        let port = receiving(move |caller| {
            let server = TcpStream::connect(&server).unwrap();
            let back = carried(
                server.try_clone().unwrap(),
                caller.try_clone().unwrap(),
                delay,
                &seen,
                &lost,
            );
            let forth = carried(caller, server, delay, &seen, &lost);
            back.join().unwrap();
            forth.join().unwrap();
        });
        Self {
            address: format!("{before}127.0.0.1:{port}{after}"),
            silent,
            swallowed,
        }
    }

    /// Was this said into a silence?
    pub(crate) fn swallowed(&self, word: &str) -> bool {
        let swallowed = self.swallowed.lock().unwrap_or_else(PoisonError::into_inner);
        swallowed.windows(word.len()).any(|part| part == word.as_bytes())
    }

    pub(crate) fn fall_silent(&self, silent: bool) {
        self.silent.store(silent, Ordering::SeqCst);
    }
}

fn carried(
    mut from: TcpStream,
    mut to: TcpStream,
    delay: Duration,
    silent: &Arc<AtomicBool>,
    swallowed: &Arc<Mutex<Vec<u8>>>,
) -> thread::JoinHandle<()> {
    let (silent, swallowed) = (Arc::clone(silent), Arc::clone(swallowed));
    thread::spawn(move || {
        let mut part = [0; 4096];
        while let Ok(length @ 1..) = from.read(&mut part) {
            thread::sleep(delay);
            // What falls into a silence is never carried.
            if silent.load(Ordering::SeqCst) {
                let mut swallowed = swallowed.lock().unwrap_or_else(PoisonError::into_inner);
                swallowed.extend_from_slice(&part[..length]);
                continue;
            }
            if to.write_all(&part[..length]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    })
}

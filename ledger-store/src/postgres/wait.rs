//! A future waited for on this thread.

use std::{
    future::Future,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake},
    thread::{self, Thread},
    time::{Duration, Instant},
};

/// Waits for an answer on this thread, until the limit; nothing when there was none by then.
///
/// It needs no runtime and enters none: what the future waits for is moved by another thread. So it may run inside one.
pub(super) fn wait<F: Future>(future: F, limit: Option<Duration>) -> Option<F::Output> {
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Some(output);
        }
        let Some(deadline) = deadline else {
            thread::park();
            continue;
        };
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return None;
        }
        thread::park_timeout(left);
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[test]
    fn an_answer_is_given_and_silence_ends() {
        assert_eq!(wait(ready(7), None), Some(7));
        assert_eq!(wait(ready(7), Some(Duration::ZERO)), Some(7));
        assert_eq!(wait(pending::<()>(), Some(Duration::from_millis(5))), None);
    }

    #[test]
    fn an_answer_from_another_thread_wakes_this_one() {
        let (sender, receiver) = async_channel::bounded(1);
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            sender.send_blocking(7).unwrap();
        });
        assert_eq!(wait(receiver.recv(), None), Some(Ok(7)));
        other.join().unwrap();
    }
}

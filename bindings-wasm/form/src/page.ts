import './define.js';

// Only the page itself works without a network: a page that embeds the form decides for itself. The worker fetches every file
// again: it waits until the form no longer needs the processor or the network.
if (document.documentElement.hasAttribute('data-offline') && 'serviceWorker' in navigator) {
  const register = (): void => {
    navigator.serviceWorker.register(new URL('./worker.js', import.meta.url)).catch(() => {
      // Without a service worker the page works as long as the network does.
    });
  };
  document.addEventListener('bareme-ready', () => setTimeout(register), { once: true });
}

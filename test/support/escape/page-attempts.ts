/** What would a page try that wants out of its window, or to somebody else? Each runs in the page, so none may know of anything here. */

export const WAYS_OUT: Readonly<Record<string, () => unknown>> = {
  'window.open': () => window.open('https://example.com/'),
  'window.open of the own origin': () => window.open('/index.html', 'other', 'popup'),
  'another address': () => location.assign('https://example.com/'),
  'a file': () => location.assign('file:///etc/hostname'),
  'a script as address': () => location.assign('javascript:document.write(1)'),
  'data as address': () => location.assign('data:text/html,<h1>out</h1>'),
  'a letter': () => location.assign('mailto:nobody@example.com'),
  'the own address again': () => location.replace('/?again'),
  'loading again': () => location.reload(),
  'the page before': () => {
    history.back();
    history.go(-2);
  },
  'window.close': () => window.close(),
  'window.print': () => window.print(),
  'a question': () => confirm('?'),
  'a link for a new window': () => {
    const link = Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
  },
  'a form': () => {
    const form = Object.assign(document.createElement('form'), { action: 'https://example.com/', method: 'post' });
    document.body.append(form);
    form.submit();
    form.remove();
  },
  'a frame': async () => {
    for (const src of ['https://example.com/', 'file:///etc/hostname', 'app://gate/', 'data:text/html,1']) {
      const frame = Object.assign(document.createElement('iframe'), { src });
      document.body.append(frame);
      await new Promise((done) => {
        frame.onload = done;
        setTimeout(done, 300);
      });
      const isIn = frame.contentDocument !== null && (frame.contentDocument.body?.childElementCount ?? 0) > 0;
      frame.remove();
      if (isIn) throw new Error('something was loaded');
    }
  },
  'a webview': () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com/');
    document.body.append(view);
    view.remove();
  },
};

/** What came of each way to a network, with somebody at `port` who would answer. */
export async function reachOut(port: number): Promise<Readonly<Record<string, unknown>>> {
  const refused = (doing: () => Promise<unknown>): Promise<string> =>
    doing().then(
      () => 'let through',
      () => 'refused',
    );
  const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
  peer.createDataChannel('out');
  const candidates: string[] = [];
  peer.onicecandidate = ({ candidate }) => candidates.push(candidate?.candidate ?? '');
  await peer.setLocalDescription();
  await new Promise((done) => {
    peer.onicegatheringstatechange = () => (peer.iceGatheringState === 'complete' ? done(null) : undefined);
    setTimeout(done, 2_000);
  });
  peer.close();
  return {
    fetch: await refused(() => fetch(`http://127.0.0.1:${port}/`)),
    file: await refused(() => fetch('file:///etc/hostname')),
    socket: await refused(
      () =>
        new Promise((isOpen, isShut) => {
          const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
          socket.onopen = isOpen;
          socket.onerror = isShut;
        }),
    ),
    beacon: navigator.sendBeacon(`http://127.0.0.1:${port}/`, '1') ? 'queued and cancelled' : 'refused',
    serviceWorker: await refused(() => navigator.serviceWorker.register('/service-worker.js')),
    microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
    display: await refused(() => navigator.mediaDevices.getDisplayMedia()),
    candidates: candidates.filter((each) => each.includes('srflx')),
  };
}

/** As it has to be; a beacon is taken, and cancelled afterwards. */
export const NOBODY_REACHED = {
  fetch: 'refused',
  file: 'refused',
  socket: 'refused',
  serviceWorker: 'refused',
  microphone: 'refused',
  display: 'refused',
  candidates: [],
};

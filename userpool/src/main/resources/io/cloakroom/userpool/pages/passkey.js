// Passkeys are spoken of by script alone: the browser hands them to nothing else. Pages work without it, by password.
const form = document.querySelector('form[data-passkey]');
const words = document.querySelector('[data-passkey-fault]');

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const known = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));

// What to make or show comes anew for each try: its challenge is good once.
async function options() {
  const body = new URLSearchParams({ _csrf: form.elements._csrf.value });
  const answer = await fetch(form.action.replace('?', '/options?'), { method: 'POST', body });
  if (!answer.ok) throw new Error('refused');
  return answer.json();
}

async function make(asked) {
  const user = { ...asked.user, id: bytes(asked.user.id) };
  const publicKey = { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: known(asked.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey });
  return {
    id: made.id,
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports(),
    },
  };
}

async function show(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const shown = await navigator.credentials.get({ publicKey });
  return {
    id: shown.id,
    type: shown.type,
    response: {
      clientDataJSON: text(shown.response.clientDataJSON),
      authenticatorData: text(shown.response.authenticatorData),
      signature: text(shown.response.signature),
    },
  };
}

async function submit() {
  const button = form.querySelector('button');
  button.disabled = true;
  words.textContent = '';
  try {
    const asked = await options();
    form.elements.credential.value = JSON.stringify(await (form.dataset.passkey === 'make' ? make(asked) : show(asked)));
    form.submit();
  } catch {
    words.textContent = 'That did not work, or was called off. Try again.';
    button.disabled = false;
    button.focus();
  }
}

if (form && window.PublicKeyCredential) {
  words.textContent = '';
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
}

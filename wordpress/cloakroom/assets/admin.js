// SPDX-License-Identifier: GPL-2.0-or-later
// Settings > Cloakroom: runs the connection test and copies the key's public half.
( function () {
	'use strict';

	const button = document.getElementById( 'cloakroom-test' );
	const summary = document.getElementById( 'cloakroom-test-summary' );
	const list = document.getElementById( 'cloakroom-test-lines' );

	function part( name, text ) {
		const element = document.createElement( 'span' );
		element.className = 'cloakroom-line__' + name;
		element.textContent = text;
		return element;
	}

	function line( check ) {
		const item = document.createElement( 'li' );
		item.className = 'cloakroom-line';
		item.dataset.check = check.id;
		item.dataset.state = check.state;
		item.append( part( 'label', check.label ), part( 'text', check.text ) );
		if ( check.advice ) {
			item.append( part( 'advice', check.advice ) );
		}
		return item;
	}

	async function ask() {
		const body = new URLSearchParams( { action: button.dataset.action, _ajax_nonce: button.dataset.nonce } );
		const response = await fetch( window.ajaxurl, { method: 'POST', body, credentials: 'same-origin' } );
		const answer = await response.json();
		if ( ! answer || true !== answer.success ) {
			throw new Error( 'refused' );
		}
		return answer.data;
	}

	async function run() {
		button.disabled = true;
		list.hidden = true;
		summary.textContent = button.dataset.running;
		try {
			const result = await ask();
			summary.textContent = result.summary;
			list.replaceChildren( ...result.lines.map( line ) );
			list.hidden = false;
		} catch ( fault ) {
			summary.textContent = button.dataset.failed;
		}
		button.disabled = false;
	}

	async function copy( control ) {
		await navigator.clipboard.writeText( document.getElementById( control.dataset.cloakroomCopy ).textContent );
		control.textContent = control.dataset.done;
	}

	if ( button ) {
		button.addEventListener( 'click', run );
	}
	// Browsers give the clipboard to pages from https and from this machine only.
	if ( navigator.clipboard ) {
		document.querySelectorAll( '[data-cloakroom-copy]' ).forEach( function ( control ) {
			control.hidden = false;
			control.addEventListener( 'click', () => copy( control ) );
		} );
	}
}() );

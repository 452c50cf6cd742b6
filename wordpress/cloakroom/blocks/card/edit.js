// SPDX-License-Identifier: GPL-2.0-or-later
// The card in the block editor: a labelled placeholder, never a frame and never a member's data.
( function ( wp ) {
	'use strict';

	const { createElement: el, Fragment } = wp.element;
	const { InspectorControls, useBlockProps } = wp.blockEditor;
	const { ExternalLink, Notice, PanelBody, Placeholder, SelectControl, TextControl } = wp.components;
	const { Path, SVG } = wp.primitives;
	const { __, sprintf } = wp.i18n;
	const known = window.cloakroomCards || { cards: [], fault: 'unavailable', settings: '' };

	// Drawn here, because the icon font is not loaded where the editor shows the page in a frame.
	const lock = el(
		SVG,
		{ viewBox: '0 0 24 24', xmlns: 'http://www.w3.org/2000/svg' },
		el( Path, { d: 'M17 10h-1V7a4 4 0 0 0-8 0v3H7a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-8a1 1 0 0 0-1-1Zm-7.5-3a2.5 2.5 0 0 1 5 0v3h-5V7Zm7 11.5h-9v-7h9v7Z' } )
	);

	function titleOf( collection ) {
		const card = known.cards.find( ( one ) => one.collection === collection );
		return card ? card.title : collection;
	}

	function fault( collection ) {
		if ( 'not-set-up' === known.fault ) {
			return __( 'Cloakroom is not set up yet: the gateway’s address or the site id is missing.', 'cloakroom' );
		}
		if ( 'unavailable' === known.fault ) {
			return __( 'The list of cards could not be read: the gateway does not answer at this time, or does not know this site. The block keeps its setting.', 'cloakroom' );
		}
		if ( 0 === known.cards.length ) {
			return __( 'The gateway has no card for this site yet. Collections are declared in its cloakroom.yaml.', 'cloakroom' );
		}
		if ( collection && ! known.cards.some( ( one ) => one.collection === collection ) ) {
			return sprintf(
				/* translators: %s: a collection's id. */
				__( 'The gateway has no card “%s” for this site. Members will see nothing here.', 'cloakroom' ),
				collection
			);
		}
		return '';
	}

	function choice( { collection, setAttributes } ) {
		const shared = {
			label: __( 'Collection', 'cloakroom' ),
			value: collection,
			onChange: ( value ) => setAttributes( { collection: value } ),
			__next40pxDefaultSize: true,
			__nextHasNoMarginBottom: true,
		};
		if ( 0 === known.cards.length ) {
			return el( TextControl, { ...shared, help: __( 'The collection’s id, as medical-profile.', 'cloakroom' ) } );
		}
		const options = known.cards.map( ( one ) => ( { value: one.collection, label: one.title } ) );
		if ( ! known.cards.some( ( one ) => one.collection === collection ) ) {
			options.unshift( { value: collection, label: collection || __( 'Choose a collection…', 'cloakroom' ) } );
		}
		return el( SelectControl, { ...shared, options } );
	}

	function warning( text ) {
		return el(
			Notice,
			{ status: 'warning', isDismissible: false, className: 'cloakroom-card-fault' },
			text,
			known.settings ? ' ' : null,
			known.settings ? el( ExternalLink, { href: known.settings }, __( 'Cloakroom settings', 'cloakroom' ) ) : null
		);
	}

	function Edit( { attributes, setAttributes } ) {
		const { collection } = attributes;
		const text = fault( collection );
		return el(
			Fragment,
			null,
			el( InspectorControls, null, el( PanelBody, { title: __( 'Card', 'cloakroom' ) }, choice( { collection, setAttributes } ) ) ),
			el(
				'div',
				useBlockProps(),
				el(
					Placeholder,
					{
						icon: lock,
						label: collection ? titleOf( collection ) : __( 'Cloakroom card', 'cloakroom' ),
						instructions: collection
							? __( 'Each signed-in member sees her own data here. It never appears in the editor.', 'cloakroom' )
							: __( 'Choose a collection, here or in the block’s settings.', 'cloakroom' ),
						isColumnLayout: true,
					},
					text ? warning( text ) : null,
					collection || 0 === known.cards.length ? null : choice( { collection, setAttributes } )
				)
			)
		);
	}

	wp.blocks.registerBlockType( 'cloakroom/card', { edit: Edit, save: () => null } );
}( window.wp ) );

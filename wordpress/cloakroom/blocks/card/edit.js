// SPDX-License-Identifier: GPL-2.0-or-later
// The card in the block editor: a labelled placeholder, never a frame and never a member's data.
( function ( wp ) {
	'use strict';

	const { createElement: el, Fragment } = wp.element;
	const { InspectorControls, useBlockProps } = wp.blockEditor;
	const { ExternalLink, Notice, PanelBody, Placeholder, SelectControl, TextControl } = wp.components;
	const { __, sprintf } = wp.i18n;
	const known = window.cloakroomCards || { cards: [], fault: 'unavailable', settings: '' };

	function titleOf( collection ) {
		const card = known.cards.find( ( one ) => one.collection === collection );
		return card ? card.title : collection;
	}

	function fault( collection ) {
		if ( 'not-set-up' === known.fault ) {
			return __( 'Cloakroom is not set up yet: the gateway’s address or the site id is missing.', 'cloakroom' );
		}
		if ( 'unavailable' === known.fault ) {
			return __( 'The gateway does not answer at this time, so its list of cards is not known. The block keeps its setting.', 'cloakroom' );
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
						icon: 'lock',
						label: collection ? titleOf( collection ) : __( 'Cloakroom card', 'cloakroom' ),
						instructions: collection
							? __( 'Each signed-in member sees her own data here. It never appears in the editor.', 'cloakroom' )
							: __( 'Choose what signed-in members see here.', 'cloakroom' ),
						isColumnLayout: true,
					},
					text ? warning( text ) : null,
					collection ? null : choice( { collection, setAttributes } )
				)
			)
		);
	}

	wp.blocks.registerBlockType( 'cloakroom/card', { edit: Edit, save: () => null } );
}( window.wp ) );

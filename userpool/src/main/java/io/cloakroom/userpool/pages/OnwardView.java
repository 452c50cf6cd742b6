package io.cloakroom.userpool.pages;

/** @param href where it goes on; an address of the pool's own */
public record OnwardView(String clientName, String href) {}

package io.cloakroom.userpool.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreSignUpEvent;

/** Written against AWS's interfaces and event classes: confirms who has an address here, and sends others away. */
public final class Gatekeeper implements RequestHandler<CognitoUserPoolPreSignUpEvent, CognitoUserPoolPreSignUpEvent> {
    @Override
    public CognitoUserPoolPreSignUpEvent handleRequest(CognitoUserPoolPreSignUpEvent event, Context context) {
        context.getLogger().log(context.getFunctionName() + " has " + context.getRemainingTimeInMillis() + " ms left");
        var email = event.getRequest().getUserAttributes().getOrDefault("email", "");
        if (!email.endsWith("@example.test")) throw new IllegalArgumentException("only people of example.test");
        event.getResponse().setAutoConfirmUser(true);
        event.getResponse().setAutoVerifyEmail(true);
        return event;
    }
}

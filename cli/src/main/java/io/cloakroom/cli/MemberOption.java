package io.cloakroom.cli;

import io.cloakroom.member.MemberId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The member whom a command is about. */
final class MemberOption {
    @Option(names = "--member", paramLabel = "SUB", required = true, description = "The member's sub in the user pool.")
    private String member = "";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    MemberId id() {
        if (MemberId.isMemberId(member)) return new MemberId(member);
        throw new ParameterException(spec.commandLine(), "--member: the sub of a user of the pool");
    }
}

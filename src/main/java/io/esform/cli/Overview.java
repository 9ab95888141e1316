package io.esform.cli;

/// What `esform --help` prints.
final class Overview {

  static final String TEXT =
      """
      esform brings up and keeps up a WSO2 Enterprise Store cluster from text files.

      Usage: esform COMMAND [OPTIONS]

        validate            check the configuration by itself
        plan                show what an apply would do
        apply [PLANFILE]    do it
        destroy             take everything down
        refresh             take into the state what has changed outside esform
        output [NAME]       show the outputs of the last apply
        show [FILE]         show the state, or a plan
        state list          list the addresses in the state
        state show ADDRESS  show one resource instance of the state
        state mv FROM TO    give what the state holds another address
        state rm ADDRESS    have the state forget, and leave the object
        state pull          print the state as it is kept
        state push FILE     put a state in its place
        state replace-provider FROM TO
                            hand instances over to another provider
        workspace list      list the workspaces; show tells the selected one
        workspace new NAME  make a workspace, with a state of its own
        workspace select NAME
                            select the workspace that commands work in
        workspace delete NAME
                            delete a workspace with its state
        force-unlock        take the lock from a run that cannot give it back
        taint ADDRESS       have the next apply replace an instance
        untaint ADDRESS     have it keep the instance after all
        import ADDRESS ID   take an object into the state that was made elsewhere
        render              write every host's files into a folder
        version             print the version

      Options of every command:

        -C, --chdir DIR     the configuration's directory
        --var NAME=VALUE    the value of a variable
        --var-file FILE     a file of variables' values
        --no-color          no colours, also on a terminal
        --parallelism N     how many steps may run at once
        -h, --help          help on a command

      A first run:

        esform plan -C examples/quickstart
        esform apply -C examples/quickstart

      Exit codes: 0 done, 1 errors, 2 changes under plan --detailed-exitcode, 64 usage.
      """;

  private Overview() {}
}

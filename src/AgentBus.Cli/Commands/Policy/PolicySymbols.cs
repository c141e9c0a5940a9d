using System.CommandLine;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>The arguments that several policy commands have.</summary>
internal static class PolicySymbols
{
    public static Argument<FileSystemInfo[]> Paths() => new Argument<FileSystemInfo[]>("PATH")
    {
        Description = "Folders, .tar.gz bundles, .rego files, or data files (.json, .yaml).",
        Arity = ArgumentArity.OneOrMore,
    }.AcceptExistingOnly();
}

using System.CommandLine;

namespace AgentBus.Cli.Ledgers;

/// <summary>The options of commands that look into ledgers.</summary>
internal static class LedgerSource
{
    public static Option<FileInfo> Database() => new Option<FileInfo>("--database", "-d")
    {
        Description = "A database of the bus (agentbus.db in its data directory), or a copy of it, instead of a running bus.",
        HelpName = "FILE",
    }.AcceptExistingOnly();

    public static Option<FileInfo[]> Keys() => new Option<FileInfo[]>("--key", "-k")
    {
        Description = "A public key of the bus (PEM, or a verifier line of a signed note); several for one that changed its key.", HelpName = "FILE", Arity = ArgumentArity.OneOrMore,
    }.AcceptExistingOnly();

    public static Option<string?> Origin() => new("--origin")
    {
        Description = "What the bus calls itself in its checkpoints (AgentBus:Ledger:Origin); without it any that the key signed counts.", HelpName = "NAME",
    };

    public static Option<string?> Tenant() => new("--tenant") { Description = "The tenant; with --database all of them if not given.", HelpName = "TENANT" };
}

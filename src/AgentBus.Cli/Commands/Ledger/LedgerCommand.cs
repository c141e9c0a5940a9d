using System.CommandLine;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger: what was decided, and the proof of it.</summary>
internal sealed class LedgerCommand : Command
{
    public LedgerCommand(CommandSurroundings surroundings)
        : base("ledger", "What was decided, and the proof of it: verify ledgers and receipts without a bus, look into them, take them out.")
    {
        Add(new LedgerVerifyCommand(surroundings));
        Add(new VerifyReceiptCommand(surroundings));
        Add(new LedgerReceiptCommand(surroundings));
        Add(new LedgerAuditCommand(surroundings));
        Add(new LedgerLifeCommand(surroundings));
        Add(new LedgerLineageCommand(surroundings));
        Add(new LedgerExportCommand(surroundings));
        Add(new LedgerHeadCommand(surroundings));
    }
}

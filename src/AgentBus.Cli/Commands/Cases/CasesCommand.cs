using System.CommandLine;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases: what people decide on.</summary>
internal sealed class CasesCommand : Command
{
    public CasesCommand(CommandSurroundings surroundings)
        : base("cases", "Messages that wait for people: what there is to decide, and the decisions.")
    {
        Add(new CasesListCommand(surroundings));
        Add(new CasesShowCommand(surroundings));
        Add(new CasesRawCommand(surroundings));
        Add(new CasesWatchCommand(surroundings));
        Add(new CasesVoteCommand(surroundings));
        Add(new CasesCommentCommand(surroundings));
        Add(CasesReasonCommand.Escalate(surroundings));
        Add(CasesReasonCommand.Cancel(surroundings));
        Add(new CasesExportCommand(surroundings));
    }
}

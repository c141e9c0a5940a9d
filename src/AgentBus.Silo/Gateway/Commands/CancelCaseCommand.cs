using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>cancel_case</c>: a sender withdraws a message that waits for people.</summary>
internal sealed class CancelCaseCommand(IClusterClient cluster) : ICommandHandler
{
    private static readonly CommandArgument Reason = new("reason", "Why, for the record.");

    public CommandDescription Description { get; } = new("cancel_case", "Withdraws a message that waits for people: it is delivered to nobody. Refused with `case_closed` once it is decided.")
    {
        Arguments = [CaseFields.Case, Reason],
        Reply = CaseFields.All,
        Permission = "Its sender, and people who may decide on it. To others it does not exist.",
        Example = """{"case_id": "0000000000000000000000000000000000000000", "reason": "wrong version"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        if (CaseFields.Key(context) is not { } key)
        {
            return Refusal.NotFound;
        }

        var cancelled = await cluster.GetGrain<IDeliberationCase>(key.GrainKey).CancelAsync(new CaseCaller(context.Principal.Agent, context.Session), context[Reason.Name]);
        return cancelled.IsOk ? CaseFields.Of(cancelled.Value.Summary) : cancelled.Refusal;
    }
}

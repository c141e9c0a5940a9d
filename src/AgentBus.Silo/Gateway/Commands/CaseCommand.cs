using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>case</c>: where a held message stands, for its sender and for those who may decide.</summary>
internal sealed class CaseCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new("case", "Where a message stands that waits for people (docs/deliberation.md).")
    {
        Arguments = [CaseFields.Case],
        Reply = CaseFields.All,
        Permission = "Its sender, and people who may decide on it. To others it does not exist.",
        PerMinute = 300,
        Example = """{"case_id": "0000000000000000000000000000000000000000"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        if (CaseFields.Key(context) is not { } key)
        {
            return Refusal.NotFound;
        }

        var shown = await cluster.GetGrain<IDeliberationCase>(key.GrainKey).ShowAsync(new CaseCaller(context.Principal.Agent, context.Session));
        return shown.IsOk ? CaseFields.Of(shown.Value.Summary) : shown.Refusal;
    }
}

using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>op.casil.reload</c> (CMD-11, CAS-20, T-04): the whole policy is checked, then swapped on every silo as a revision of the tenant's settings, which is evidence and an event.</summary>
internal sealed class CasilReloadCommand(CasilDesk desk) : ICommandHandler
{
    private const string Name = "op.casil.reload";

    private static readonly Refusal SwitchedOff = new(Code.FeatureDisabled, "AgentBus:Inspection:AllowReload is false here: the policy changes with the settings of the silo only.");
    private static readonly Refusal Structural = new(Code.MessageInvalid, $"{Name}: enabled is read at the start of the silo (AgentBus:Inspection:Enabled); mode can be changed here.");

    public CommandDescription Description { get; } = new(Name, "Changes the CASIL policy of the tenant while it runs; one that is wrong changes nothing.")
    {
        Arguments = CasilArguments.All,
        Reply = CasilArguments.Fields,
        Permission = CasilDesk.Permission,
        PerMinute = 10,
        Example = """{"mode": "enforce", "block_on_probable_secret": "true"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var settings = await desk.SettingsAsync(context);
        if (!settings.IsOk)
        {
            return settings.Refusal;
        }

        if (!desk.Setup.MayReload)
        {
            return SwitchedOff;
        }

        if (context["enabled"].Length > 0 && context["enabled"] == "true" != desk.Setup.IsEnabled)
        {
            return Structural;
        }

        var policy = CasilArguments.Apply(desk.Setup.ShownOf(settings.Value), context);
        if (InspectionRules.Problems(policy).FirstOrDefault() is { } problem)
        {
            return new Refusal(Code.MessageInvalid, $"{Name}: {problem}");
        }

        var changed = await desk.ReplaceAsync(context, settings.Value with { Inspection = policy });
        return changed.IsOk ? CasilArguments.Answer(desk.Setup.IsEnabled, changed.Value.Revision, policy) : changed.Refusal;
    }
}

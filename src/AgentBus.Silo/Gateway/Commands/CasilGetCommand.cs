using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>op.casil.get</c> (CMD-11).</summary>
internal sealed class CasilGetCommand(CasilDesk desk) : ICommandHandler
{
    public CommandDescription Description { get; } = new("op.casil.get", "The CASIL policy of the tenant.")
    {
        Reply = CasilArguments.Fields,
        Permission = CasilDesk.Permission,
        PerMinute = 20,
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var settings = await desk.SettingsAsync(context);
        return settings.IsOk ? CasilArguments.Answer(desk.Setup.IsEnabled, settings.Value.Revision, desk.Setup.ShownOf(settings.Value)) : settings.Refusal;
    }
}

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Composes the commands; <c>help</c> comes with the registry.</summary>
internal static class CommandRegistration
{
    /// <summary>Adds every command.</summary>
    public static void AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<ICommandHandler, AgentInfoCommand>();
        services.AddSingleton<ICommandHandler, CancelCaseCommand>();
        services.AddSingleton<ICommandHandler, CaseCommand>();
        services.AddSingleton<CasilDesk>();
        services.AddSingleton<ICommandHandler, CasilGetCommand>();
        services.AddSingleton<ICommandHandler, CasilReloadCommand>();
        services.AddSingleton<ICommandHandler, ChannelInfoCommand>();
        services.AddSingleton<ICommandHandler, CreateChannelCommand>();
        services.AddSingleton<ICommandHandler, DeleteChannelCommand>();
        services.AddSingleton<ICommandHandler, HistoryCommand>();
        services.AddSingleton<ICommandHandler, JoinChannelCommand>();
        services.AddSingleton<ICommandHandler, LeaveChannelCommand>();
        services.AddSingleton<ICommandHandler, ListAgentsCommand>();
        services.AddSingleton<ICommandHandler, ListChannelsCommand>();
        services.AddSingleton<ICommandHandler, ListRoomsCommand>();
        services.AddSingleton<ICommandHandler, PingCommand>();
        services.AddSingleton<ICommandHandler, PolicyCheckCommand>();
        services.AddSingleton<ICommandHandler, ReceiptCommand>();
        services.AddSingleton<ICommandHandler, RegisterCommand>();
        services.AddSingleton<ICommandHandler, StatusCommand>();
        services.AddSingleton<ICommandHandler, UnregisterCommand>();
        services.AddSingleton<ICommandHandler, WhoAmICommand>();
        services.AddSingleton<CommandRegistry>();
    }
}

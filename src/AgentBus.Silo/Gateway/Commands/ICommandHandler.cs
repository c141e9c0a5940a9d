using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Answers one command of clients. It translates only: whether the session may do it, the grain decides. Thread-safe.</summary>
internal interface ICommandHandler
{
    /// <summary>The command's name on the wire.</summary>
    string Name { get; }

    /// <summary>Runs it.</summary>
    Task<Result<CommandResult>> RunAsync(CommandContext context);
}

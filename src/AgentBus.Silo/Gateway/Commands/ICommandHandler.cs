using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>
/// Answers one command of clients; the seam at which commands are added (CMD-18): one class here, its registration in
/// <see cref="CommandRegistration"/>, its tests. It translates only: whether the session may do it, the grain decides. Thread-safe.
/// </summary>
internal interface ICommandHandler
{
    /// <summary>What it is; always the same.</summary>
    CommandDescription Description { get; }

    /// <summary>Runs it. Its arguments were held against the description before.</summary>
    Task<Result<CommandResult>> RunAsync(CommandContext context);
}

using System.Collections.Frozen;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>The commands that this silo answers, by name. Immutable and thread-safe.</summary>
internal sealed class CommandRegistry(IEnumerable<ICommandHandler> handlers)
{
    private readonly FrozenDictionary<string, ICommandHandler> _handlers = handlers.ToFrozenDictionary(static handler => handler.Name, StringComparer.Ordinal);

    /// <summary>Runs a command, or refuses an unknown one with the names of those that there are.</summary>
    public Task<Result<CommandResult>> RunAsync(string name, CommandContext context) =>
        _handlers.TryGetValue(name, out var handler)
            ? handler.RunAsync(context)
            : Task.FromResult<Result<CommandResult>>(new Refusal(
                Code.UnknownCommand,
                $"There is no such command; there are: {string.Join(", ", _handlers.Keys.Order(StringComparer.Ordinal))}."));
}

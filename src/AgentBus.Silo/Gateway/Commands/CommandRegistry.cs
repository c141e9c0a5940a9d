using System.Collections.Frozen;
using System.Collections.Immutable;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>
/// The commands that this silo answers, by name, each behind its switch, its roles, its rate and its arguments (CMD-17). Thread-safe.
/// </summary>
internal sealed class CommandRegistry
{
    private readonly FrozenDictionary<string, ICommandHandler> _handlers;
    private readonly IDictionary<string, CommandOptions> _options;
    private readonly CommandRates _rates;

    /// <exception cref="ConfigurationError">The settings name a command that there is not: a misspelt switch would switch nothing off.</exception>
    public CommandRegistry(IEnumerable<ICommandHandler> handlers, IOptions<GatewayOptions> options, TimeProvider time)
    {
        _handlers = handlers.Append(new HelpCommand(this)).ToFrozenDictionary(static handler => handler.Description.Name, StringComparer.Ordinal);
        _options = options.Value.Commands;
        _rates = new CommandRates(time);
        if (_options.Keys.FirstOrDefault(name => !_handlers.ContainsKey(name)) is { } unknown)
        {
            throw ConfigurationFault.At($"{AgentBusOptions.Section}:Gateway:Commands:{unknown}", $"names no command; there are: {string.Join(", ", Names)}.");
        }
    }

    /// <summary>All commands, in the order of their names.</summary>
    public ImmutableArray<CommandDescription> All => [.. Names.Select(name => _handlers[name].Description)];

    /// <summary>The command of this name; null: there is none.</summary>
    public CommandDescription? Find(string name) => _handlers.GetValueOrDefault(name)?.Description;

    /// <summary>Those that this principal can run here.</summary>
    public IEnumerable<CommandDescription> For(Principal principal) => All.Where(command => Admit(command.Name, principal) is null);

    /// <summary>So often a minute an agent may run it; 0: no limit.</summary>
    public int RateOf(CommandDescription command) => OptionsOf(command.Name)?.PerMinute ?? command.PerMinute;

    /// <summary>Runs a command, or refuses it.</summary>
    public Task<Result<CommandResult>> RunAsync(string name, CommandContext context)
    {
        if (!_handlers.TryGetValue(name, out var handler))
        {
            return Refuse(new Refusal(Code.UnknownCommand, $"There is no such command; there are: {string.Join(", ", For(context.Principal).Select(static command => command.Name))}."));
        }

        var refusal = Admit(name, context.Principal)
            ?? _rates.Take(context.Principal.Agent, name, RateOf(handler.Description))
            ?? CommandArguments.Check(handler.Description, context.Arguments);
        return refusal is null ? handler.RunAsync(context) : Refuse(refusal);
    }

    private IEnumerable<string> Names => _handlers.Keys.Order(StringComparer.Ordinal);

    private Refusal? Admit(string name, Principal principal)
    {
        if (OptionsOf(name) is not { } options)
        {
            return null;
        }

        return !options.Enabled ? new Refusal(Code.FeatureDisabled, $"The command {name} is switched off here; an operator can switch it on.")
            : options.Roles.Count > 0 && !options.Roles.Any(role => principal.Roles.Contains(role)) ? new Refusal(Code.PermissionDenied, $"The command {name} asks for a role that you do not have.")
            : null;
    }

    private CommandOptions? OptionsOf(string name) => _options.TryGetValue(name, out var options) ? options : null;

    private static Task<Result<CommandResult>> Refuse(Refusal refusal) => Task.FromResult<Result<CommandResult>>(refusal);
}

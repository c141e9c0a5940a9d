using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus keys confirm and revoke: whether a reviewer's key counts.</summary>
internal sealed class KeysChangeCommand : ExampleCommand
{
    private KeysChangeCommand(CommandSurroundings surroundings, string verb, string description, params string[] examples)
        : base(verb, description, examples)
    {
        var connection = new ConnectionSymbols();
        var keyId = Destination.NameArgument("KEY", "The key's name, 32 hex digits.");
        var output = OutputSymbols.Create();
        Add(keyId);
        Add(output);
        connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(surroundings, connection, parsed, parsed.GetValue(output))
            .DoAsync(new QueryText($"api/v1/reviewer-keys/{parsed.GetRequiredValue(keyId)}/{verb}"), [], cancellationToken));
    }

    public static KeysChangeCommand Confirm(CommandSurroundings surroundings) => new(
        surroundings, "confirm", "Confirms a key that somebody else registered for signing votes; for admins whose own key counts.", "agentbus keys confirm 8d5e957f297893487bd98fa830fa6413 --token-file ben.token");

    public static KeysChangeCommand Revoke(CommandSurroundings surroundings) => new(
        surroundings, "revoke", "Revokes a key for signing votes for good: your own, or any as an admin.", "agentbus keys revoke 8d5e957f297893487bd98fa830fa6413 --token-file ann.token");
}

using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus keys register: the key with which a person signs votes.</summary>
internal sealed class KeysRegisterCommand : ExampleCommand
{
    public KeysRegisterCommand(CommandSurroundings surroundings)
        : base(
            "register",
            "Registers the public half of your key for signing votes. An admin other than you confirms it; the first two admins register with the tenant's bootstrap token.",
            "agentbus keys register ann.pub.pem --token-file ann.token",
            "agentbus keys register ann.pub.pem --bootstrap 1f0c… --token-file ann.token")
    {
        var connection = new ConnectionSymbols();
        var file = new Argument<string>("FILE") { Description = "The public key in PEM, as keys create makes it." };
        var token = new Option<string?>("--bootstrap") { Description = "The tenant's bootstrap token.", HelpName = "TOKEN" };
        var output = OutputSymbols.Create();
        Add(file);
        Add(token);
        Add(output);
        connection.AddTo(this);
        SetAction((parsed, cancellationToken) =>
        {
            var body = new JsonObject { ["public_key"] = ReviewerKeyFile.ReadPublic(parsed.GetRequiredValue(file)) };
            if (parsed.GetValue(token) is { } bootstrap)
            {
                body["bootstrap_token"] = bootstrap;
            }

            return new BusQuestion(surroundings, connection, parsed, parsed.GetValue(output)).DoAsync(new QueryText("api/v1/reviewer-keys"), body, cancellationToken);
        });
    }
}

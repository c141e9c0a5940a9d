using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AgentBus.Cli.Credentials;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus keys create: an ES256 key pair in two files.</summary>
internal sealed class KeysCreateCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Argument<string> _name = new("NAME") { Description = "The files are NAME.key.pem, which signs tokens, and NAME.pub.pem, which the silo gets." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Replaces files that are there; tokens of the old key are worth nothing then." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public KeysCreateCommand(CommandSurroundings surroundings)
        : base(
            "create",
            "Makes an ES256 key pair (EC P-256, PEM). The private key is readable by its owner only and is never printed; the bus must not have it.",
            "agentbus keys create issuer",
            "agentbus keys create /etc/agentbus/issuer --output json")
    {
        _surroundings = surroundings;
        Add(_name);
        Add(_force);
        Add(_output);
        SetAction(Create);
    }

    private int Create(ParseResult parsed)
    {
        var name = Path.GetFullPath(parsed.GetRequiredValue(_name));
        var (secret, known) = (name + ".key.pem", name + ".pub.pem");
        if (File.Exists(known) && !parsed.GetValue(_force))
        {
            throw new CommandFailure($"{known} is there already; --force replaces it.");
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(secret, key.ExportPkcs8PrivateKeyPem() + "\n", parsed.GetValue(_force));
        File.WriteAllText(known, key.ExportSubjectPublicKeyInfoPem() + "\n");
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonObject { ["algorithm"] = "ES256", ["private_key_file"] = secret, ["public_key_file"] = known });
            return ExitCodes.Done;
        }

        _surroundings.Output.WriteLine($"private key: {secret}");
        _surroundings.Output.WriteLine($"public key:  {known}");
        _surroundings.Output.WriteLine($"Give the silo the public one: --AgentBus:Authentication:KeyFiles:0 {known}");
        _surroundings.Output.WriteLine($"and sign tokens with the other: agentbus token create AGENT --key {secret}");
        return ExitCodes.Done;
    }
}

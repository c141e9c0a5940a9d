using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus token create: signs a token with a key of the user's.</summary>
internal sealed class TokenCreateCommand : ExampleCommand
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);
    private static readonly string[] DefaultRoles = ["agent"];

    private readonly CommandSurroundings _surroundings;
    private readonly Argument<string> _agent = Destination.NameArgument("AGENT", "The agent, person or service that the token is for (claim sub).");
    private readonly Option<FileInfo> _key = new Option<FileInfo>("--key", "-k") { Description = "The issuer's private key: PEM, EC P-256 or RSA.", HelpName = "FILE", Required = true }.AcceptExistingOnly();
    private readonly Option<string> _keyId = new("--kid") { Description = "The key's id, where the silo knows several keys.", HelpName = "ID" };
    private readonly Option<string> _tenant = new("--tenant") { Description = "The tenant; default-tenant if not given.", HelpName = "TENANT" };
    private readonly Option<string[]> _roles = new("--role", "-r") { Description = "A role; repeat it for more. agent if none is given.", HelpName = "ROLE" };
    private readonly Option<TimeSpan?> _lifetime = Parsing.Span("--lifetime", "How long it is valid; 1h if not given.");
    private readonly Option<int?> _clearance = Parsing.Number("--clearance", "", "The clearance, 0 to 5; 0 if not given.", 0, 5);
    private readonly Option<string> _type = new Option<string>("--type") { Description = "What the holder is; agent if not given." }.AcceptOnlyFromAmong("agent", "human", "group", "dashboard", "service");
    private readonly Option<string[]> _capabilities = new("--capability") { Description = "A capability; repeat it for more.", HelpName = "NAME" };
    private readonly Option<string> _issuer = new("--issuer") { Description = "As AgentBus:Authentication:Issuer; ace-auth if not given.", HelpName = "ISSUER" };
    private readonly Option<string> _audience = new("--audience") { Description = "As AgentBus:Authentication:Audience; ace-comms if not given.", HelpName = "AUDIENCE" };
    private readonly Option<string?> _file = new("--out") { Description = "Writes it into a file that only its owner can read, instead of printing it.", HelpName = "FILE" };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Replaces the file." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create("just the token if not given");

    public TokenCreateCommand(CommandSurroundings surroundings)
        : base(
            "create",
            "Signs a token. It goes to the output, or into a file, and nowhere else.",
            "agentbus token create robot-1 --key issuer.key.pem --out robot-1.token",
            "agentbus token create olga --key issuer.key.pem --type human --role operator --lifetime 15m",
            "export AGENTBUS_TOKEN=$(agentbus token create robot-1 --key issuer.key.pem)")
    {
        _surroundings = surroundings;
        Add(_agent);
        foreach (var option in (Option[])[_key, _keyId, _tenant, _roles, _lifetime, _clearance, _type, _capabilities, _issuer, _audience, _file, _force, _output])
        {
            Add(option);
        }

        SetAction(Create);
    }

    private int Create(ParseResult parsed)
    {
        using var key = IssuerKey.Read(parsed.GetRequiredValue(_key).FullName);
        if (!key.IsPrivate)
        {
            throw new CommandFailure($"{parsed.GetRequiredValue(_key)} is a public key; a private one signs.");
        }

        var claims = Claims(parsed);
        var token = TokenText.Sign(key, parsed.GetValue(_keyId) ?? "", claims);
        if (parsed.GetValue(_file) is { } file)
        {
            PrivateFile.Write(file, token + "\n", parsed.GetValue(_force));
            _surroundings.Output.WriteLine($"{Path.GetFullPath(file)}: valid until {DateTimeOffset.FromUnixTimeSeconds((long)claims["exp"]!):u}");
        }
        else if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonObject { ["token"] = token, ["claims"] = claims });
        }
        else
        {
            _surroundings.Output.WriteLine(token);
        }

        return ExitCodes.Done;
    }

    private JsonObject Claims(ParseResult parsed)
    {
        var now = _surroundings.Clock.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = parsed.GetValue(_issuer) ?? "ace-auth",
            ["aud"] = parsed.GetValue(_audience) ?? "ace-comms",
            ["sub"] = parsed.GetRequiredValue(_agent),
            ["tenant_id"] = parsed.GetValue(_tenant) ?? "default-tenant",
            ["roles"] = List(parsed.GetValue(_roles) is { Length: > 0 } roles ? roles : DefaultRoles),
            ["type"] = parsed.GetValue(_type) ?? "agent",
            ["clearance"] = parsed.GetValue(_clearance) ?? 0,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (parsed.GetValue(_lifetime) ?? DefaultLifetime)).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        if (parsed.GetValue(_capabilities) is { Length: > 0 } capabilities)
        {
            claims["capabilities"] = List(capabilities);
        }

        return claims;
    }

    private static JsonArray List(string[] values) => new([.. values.Select(static value => (JsonNode)value)]);
}

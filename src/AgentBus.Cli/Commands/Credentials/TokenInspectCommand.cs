using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Credentials;

/// <summary>agentbus token inspect: what a token says, and whether it holds.</summary>
internal sealed class TokenInspectCommand : ExampleCommand
{
    private const string StandardInput = "-";

    private readonly CommandSurroundings _surroundings;
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = $"A file with the token; - reads standard input. Without it ${ConnectionSymbols.TokenFileVariable} or ${ConnectionSymbols.TokenVariable}.", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<FileInfo> _key = new Option<FileInfo>("--key", "-k") { Description = "The issuer's key, public or private, to verify the signature with.", HelpName = "FILE" }.AcceptExistingOnly();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public TokenInspectCommand(CommandSurroundings surroundings)
        : base(
            "inspect",
            "Prints what a token says, not the token. The exit code is 1 if it has expired, is not valid yet, or is not signed by the key.",
            "agentbus token inspect robot-1.token",
            "agentbus token inspect robot-1.token --key issuer.pub.pem --output json",
            "agentbus token create robot-1 --key issuer.key.pem | agentbus token inspect -")
    {
        _surroundings = surroundings;
        Add(_file);
        Add(_key);
        Add(_output);
        SetAction(Inspect);
    }

    private int Inspect(ParseResult parsed)
    {
        var text = Read(parsed.GetValue(_file));
        if (BusCredential.IsApiKey(text))
        {
            throw new CommandFailure("This is an API key: only the bus knows what it stands for.");
        }

        var token = TokenText.TryRead(text) ?? throw new CommandFailure("This is no JSON web token.");
        var now = _surroundings.Clock.GetUtcNow();
        var view = (JsonObject)token.Claims.DeepClone();
        view["alg"] = token.Header["alg"]?.DeepClone();
        view["valid_from"] = $"{token.Time("nbf"):u}";
        view["valid_until"] = $"{token.Time("exp"):u}";
        var (state, isRight) = Standing(token, now);
        view["state"] = state;
        if (parsed.GetValue(_key) is { } file)
        {
            using var key = IssuerKey.Read(file.FullName);
            var isSigned = token.IsSignedBy(key);
            view["signature"] = isSigned ? "valid" : "invalid";
            isRight &= isSigned;
        }

        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, view);
        }
        else
        {
            ObjectTable.WriteMembers(_surroundings.Output, view);
        }

        return isRight ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static (string State, bool IsRight) Standing(TokenText token, DateTimeOffset now) => (token.Time("nbf"), token.Time("exp")) switch
    {
        (_, null) => ("invalid: it has no end, and the bus takes none such", false),
        (_, { } end) when end <= now => ("expired", false),
        ({ } start, _) when start > now => ("not valid yet", false),
        _ => ("valid", true),
    };

    private string Read(string? file) => file switch
    {
        StandardInput => _surroundings.Input.ReadToEnd().Trim(),
        { } path => BusCredential.OfFile(path).Read(),
        null when _surroundings.Variable(ConnectionSymbols.TokenFileVariable) is { Length: > 0 } path => BusCredential.OfFile(path).Read(),
        null when _surroundings.Variable(ConnectionSymbols.TokenVariable) is { Length: > 0 } text => text.Trim(),
        null => throw new CommandFailure("No token is given: name a file, or - for standard input."),
    };
}

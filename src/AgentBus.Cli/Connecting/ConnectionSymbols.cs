using System.CommandLine;
using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Connecting;

/// <summary>
/// The options by which commands find the bus and say who they are: options before the environment before defaults. The names of the ArqonBus
/// tool (SDK-04) and its variables (CFG-03) are taken too.
/// </summary>
internal sealed class ConnectionSymbols
{
    public const string UrlVariable = "AGENTBUS_URL";
    public const string TokenVariable = "AGENTBUS_TOKEN";
    public const string TokenFileVariable = "AGENTBUS_TOKEN_FILE";
    public const string AdminUrlVariable = "AGENTBUS_ADMIN_URL";

    private const string ArqonUrlVariable = "ARQONBUS_WS_URL";
    private const string ArqonTokenVariable = "ARQONBUS_AUTH_JWT";
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private const string DefaultAdminUrl = "http://127.0.0.1:9090";
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(5);

    private readonly Option<BusAddress?> _url = Address("--url", ["-u", "--ws-url", "--http-url"], $"The bus; else ${UrlVariable}, else {DefaultUrl}.");
    private readonly Option<BusAddress?> _adminUrl = Address("--admin-url", [], $"The internal listener of the silo; else ${AdminUrlVariable}, else {DefaultAdminUrl}.");
    private readonly Option<FileInfo> _tokenFile = new Option<FileInfo>("--token-file", "-t")
    {
        Description = $"A file with the credential: a token or an API key; else ${TokenFileVariable}.", HelpName = "FILE",
    }.AcceptExistingOnly();

    private readonly Option<string?> _token = new("--token", "--jwt")
    {
        Description = $"The credential itself; else ${TokenVariable}. Other users of the machine can see a command line, so prefer the file.", HelpName = "TOKEN",
    };

    private readonly Option<TimeSpan?> _patience = Parsing.Span("--connect-timeout", "How long to try to reach the bus; 5s if not given.");

    /// <summary>All of them but the internal listener's.</summary>
    public void AddTo(Command command)
    {
        AddAddressTo(command);
        AddCredentialTo(command);
    }

    /// <summary>Those of commands that ask without a credential.</summary>
    public void AddAddressTo(Command command)
    {
        command.Add(_url);
        command.Add(_patience);
    }

    public void AddAdminTo(Command command) => command.Add(_adminUrl);

    /// <summary>Those of commands that ask nothing but the internal listener.</summary>
    public void AddOperatorTo(Command command)
    {
        AddAdminTo(command);
        command.Add(_patience);
        AddCredentialTo(command);
    }

    public TimeSpan Patience(ParseResult parsed) => parsed.GetValue(_patience) ?? DefaultPatience;

    public BusAddress Url(ParseResult parsed, CommandSurroundings surroundings) => GivenUrl(parsed, surroundings) ?? BusAddress.TryRead(DefaultUrl)!;

    /// <summary>The bus as somebody named it; null: nobody did.</summary>
    public BusAddress? GivenUrl(ParseResult parsed, CommandSurroundings surroundings) =>
        parsed.GetValue(_url) ?? OfVariable(UrlVariable, surroundings) ?? OfVariable(ArqonUrlVariable, surroundings);

    public BusAddress AdminUrl(ParseResult parsed, CommandSurroundings surroundings) => GivenAdminUrl(parsed, surroundings) ?? BusAddress.TryRead(DefaultAdminUrl)!;

    /// <summary>The internal listener as somebody named it; null: nobody did.</summary>
    public BusAddress? GivenAdminUrl(ParseResult parsed, CommandSurroundings surroundings) => parsed.GetValue(_adminUrl) ?? OfVariable(AdminUrlVariable, surroundings);

    /// <summary>The internal listener was named on the command line.</summary>
    public bool NamesAdminUrl(ParseResult parsed) => parsed.GetValue(_adminUrl) is not null;

    public BusCredential Credential(ParseResult parsed, CommandSurroundings surroundings) => GivenCredential(parsed, surroundings)
        ?? throw new CommandFailure($"No credential is given. Name a file by --token-file or ${TokenFileVariable}, or set ${TokenVariable}; agentbus token create makes a token.");

    /// <summary>The credential; null: none is given.</summary>
    public BusCredential? GivenCredential(ParseResult parsed, CommandSurroundings surroundings) =>
        parsed.GetValue(_tokenFile) is { } file ? BusCredential.OfFile(file.FullName)
        : NotEmpty(parsed.GetValue(_token)) is { } token ? BusCredential.OfText(token)
        : NotEmpty(surroundings.Variable(TokenFileVariable)) is { } path ? BusCredential.OfFile(path)
        : (NotEmpty(surroundings.Variable(TokenVariable)) ?? NotEmpty(surroundings.Variable(ArqonTokenVariable))) is { } set ? BusCredential.OfText(set)
        : null;

    private void AddCredentialTo(Command command)
    {
        command.Add(_tokenFile);
        command.Add(_token);
    }

    private static Option<BusAddress?> Address(string name, string[] aliases, string description) => new(name, aliases)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result => BusAddress.TryRead(result.Tokens[0].Value)
            ?? Parsing.Refuse<BusAddress?>(result, $"{name} must be an http, https, ws or wss address without a user, such as {DefaultUrl}."),
    };

    private static BusAddress? OfVariable(string name, CommandSurroundings surroundings) => NotEmpty(surroundings.Variable(name)) is { } text
        ? BusAddress.TryRead(text) ?? throw new CommandFailure($"${name} must be an http, https, ws or wss address without a user, such as {DefaultUrl}.")
        : null;

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

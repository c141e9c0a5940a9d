using AgentBus.Cli.Credentials;

namespace AgentBus.Cli.Connecting;

/// <summary>A credential. One in a file is read again whenever it is needed, so that a session can outlive a token. It prints as nothing.</summary>
internal sealed class BusCredential
{
    private const string ApiKeyPrefix = "ak.";
    private const string NKeyPrefix = "nk.";

    private readonly string? _text;

    private BusCredential(string? text, string? file) => (_text, File) = (text, file);

    /// <summary>The file; null: it came as text.</summary>
    public string? File { get; }

    public static BusCredential OfText(string text) => new(text.Trim(), null);

    public static BusCredential OfFile(string path) => new(null, path);

    /// <summary>The credential itself.</summary>
    /// <exception cref="CommandFailure">There is none in the file, or it is one that this tool cannot use.</exception>
    public string Read()
    {
        var text = _text ?? ReadFile(File!);
        return text.StartsWith(NKeyPrefix, StringComparison.Ordinal)
            ? throw new CommandFailure("The credential is an nkey, whose challenge this tool cannot sign; use a token or an API key (docs/guides/nkeys.md).")
            : text;
    }

    /// <summary>It is opaque, rather than a token that can be looked into.</summary>
    public static bool IsApiKey(string text) => text.StartsWith(ApiKeyPrefix, StringComparison.Ordinal);

    /// <summary>The tenant that a credential names; empty: none that can be seen.</summary>
    public static string TenantOf(string text) =>
        IsApiKey(text) ? text.Split('.')[1] : TokenText.TryRead(text)?.Text("tenant_id") ?? "";

    public override string ToString() => File is null ? "a credential" : $"the credential in {File}";

    private static string ReadFile(string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : throw new CommandFailure($"{path} holds no credential.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The credential cannot be read: {e.Message}", e);
        }
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Demo;

/// <summary>
/// Lets the visitor of a demonstration sign in once by an address that the console prints. It stands for the visitor's token, is made for the run, and is good for
/// nothing but the dashboard's sign-in form. Only a demonstration has one. Thread-safe.
/// </summary>
internal sealed class DemoPass(IOptions<AgentBusOptions> options)
{
    private const int SecretBytes = 18;
    private string? _text = $"once-{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>The pass; empty once it was used.</summary>
    public string Text => Volatile.Read(ref _text) ?? "";

    /// <summary>Tells whether a text is the pass, and not used yet.</summary>
    public bool IsValid(string text) => Text is { Length: > 0 } pass && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(pass));

    /// <summary>Uses it up; the visitor's token, or null where the text is not the pass.</summary>
    public string? Take(string text) =>
        IsValid(text) && Interlocked.Exchange(ref _text, null) is not null ? File.ReadAllText(RunTokens.FileOf(options.Value, DemoCast.Visitor)) : null;
}

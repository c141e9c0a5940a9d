using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentBus.Domain.Inspection;

namespace AgentBus.Silo.Logs;

/// <summary>
/// Knows secrets by their shape: bearer tokens, JSON web tokens, API keys of this bus, passwords in connection strings and addresses,
/// private keys; and what the redactor of messages finds: other tokens, e-mail addresses, cards, accounts (PII-04). It is the second line of defence: nothing here writes a secret to a log on purpose.
/// </summary>
internal sealed partial class LogRedactor : ILogRedactor
{
    private const string Mask = "***";
    private const int Milliseconds = 1_000;

    // Addresses of machines belong into a log, and times and ids look like telephone numbers.
    private static readonly ImmutableHashSet<string> Types =
        [FindingTypes.Secret, FindingTypes.EmailAddress, FindingTypes.CreditCard, FindingTypes.IbanCode, FindingTypes.UsSsn];

    /// <inheritdoc/>
    public string Redact(string text)
    {
        try
        {
            text = PrivateKey().Replace(text, $"-----BEGIN PRIVATE KEY----- {Mask}");
            text = JsonWebToken().Replace(text, Mask);
            text = Bearer().Replace(text, "${keep} " + Mask);
            text = ApiKey().Replace(text, "${keep}" + Mask);
            text = UserInfo().Replace(text, "${keep}" + Mask + "@");
            text = NamedSecret().Replace(text, "${keep}" + Mask);
            return TextRedactor.Redact(text, Types);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\s\\]*(?:-----END [A-Z ]*PRIVATE KEY-----)?", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex PrivateKey();

    // Header and claims are JSON objects, and {" is eyJ in base64url.
    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*)*", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(@"\b(?<keep>Bearer|Basic)\s+[A-Za-z0-9\-._~+/]{6,}=*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Bearer();

    // Tenant and key id may be seen.
    [GeneratedRegex(@"\b(?<keep>ak\.[A-Za-z0-9_-]{1,64}\.[A-Za-z0-9_-]{1,64}\.)[^\s""',;]+", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex ApiKey();

    [GeneratedRegex(@"(?<keep>://[^\s/:@""]*:)[^\s/@""]+@", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        @"(?<keep>(?:password|passwd|pwd|secret|client_secret|api[_-]?key|access_token|auth_token|token)[""']?\s*[=:]\s*)(?:""(?:[^""\\]|\\.)*""|'[^']*'|[^\s;,&""'}]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Milliseconds)]
    private static partial Regex NamedSecret();
}

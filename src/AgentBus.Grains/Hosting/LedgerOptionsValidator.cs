using AgentBus.Model;
using Microsoft.Extensions.Options;

namespace AgentBus.Grains.Hosting;

/// <summary>Holds <see cref="LedgerOptions"/> to their ranges (ERR-07).</summary>
internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    private const string Section = "AgentBus:Ledger";
    private const int LongestOrigin = 200;

    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        OptionRange.Check(Section, options.UptakeInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10), nameof(options.UptakeInterval));
        OptionRange.Check(Section, options.UptakeRows, 1, 10_000, nameof(options.UptakeRows));
        OptionRange.Check(Section, options.HeadInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), nameof(options.HeadInterval));
        OptionRange.Check(Section, options.HeadEntries, 1, 1_000_000, nameof(options.HeadEntries));
        OptionRange.Check(Section, options.HeadTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.HeadTimeout));
        OptionRange.Check(Section, options.AuditTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5), nameof(options.AuditTimeout));
        if (options.Origin.Length is 0 or > LongestOrigin || options.Origin.Any(static c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new ConfigurationError($"{Section}:{nameof(options.Origin)} is \"{options.Origin}\"; allowed: 1 to {LongestOrigin} characters without space or plus sign.");
        }

        if (options.HeadUrl.Length > 0 && (!Uri.TryCreate(options.HeadUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
        {
            throw new ConfigurationError($"{Section}:{nameof(options.HeadUrl)} is no http or https address.");
        }

        return ValidateOptionsResult.Success;
    }
}

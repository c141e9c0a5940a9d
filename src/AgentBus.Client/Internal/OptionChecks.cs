namespace AgentBus.Client.Internal;

/// <summary>What must hold of options before a connection is tried.</summary>
internal static class OptionChecks
{
    private static readonly TimeSpan LongestPublish = TimeSpan.FromMinutes(9);

    public static void Check(AgentBusOptions options)
    {
        Require(options.Uri is { IsAbsoluteUri: true, Scheme: "ws" or "wss" or "http" or "https" }, nameof(options.Uri), "must be an absolute ws, wss, http or https address");
        Require(options.ConfigureSocket is not null || !string.IsNullOrEmpty(options.Token) || options.TokenProvider is not null, nameof(options.Token), "or TokenProvider must be given");
        Require(string.IsNullOrEmpty(options.Token) || options.TokenProvider is null, nameof(options.Token), "and TokenProvider must not both be given");
        Require(options.ConstitutionalHash.Length > 0, nameof(options.ConstitutionalHash), "must not be empty");
        Require(options.ConnectTimeout > TimeSpan.Zero, nameof(options.ConnectTimeout), "must be positive");
        Require(options.PublishTimeout > TimeSpan.Zero && options.PublishTimeout <= LongestPublish, nameof(options.PublishTimeout), "must be positive and at most 9 minutes");
        Require(options.DrainTimeout >= TimeSpan.Zero, nameof(options.DrainTimeout), "must not be negative");
        Require(options.ReconnectDelay > TimeSpan.Zero && options.ReconnectDelay <= options.ReconnectMaxDelay, nameof(options.ReconnectDelay), "must be positive and at most ReconnectMaxDelay");
        Require(options.ReconnectJitter is >= 0 and <= 1, nameof(options.ReconnectJitter), "must be 0 to 1");
        Require(options.MaxPendingPublishes > 0, nameof(options.MaxPendingPublishes), "must be positive");
        Require(options.MaxCredentialRefusals > 0, nameof(options.MaxCredentialRefusals), "must be positive");
        Require(options.InboxWindow is >= 0 and <= 1000, nameof(options.InboxWindow), "must be 0 to 1,000");
        Require(options.SubscriptionBuffer > 0, nameof(options.SubscriptionBuffer), "must be positive");
    }

    public static Uri WebSocketUri(Uri uri)
    {
        var builder = new UriBuilder(uri);
        builder.Scheme = builder.Scheme switch { "http" => "ws", "https" => "wss", var other => other };
        builder.Path = builder.Path is "" or "/" ? "/ws" : builder.Path;
        return builder.Uri;
    }

    private static void Require(bool holds, string option, string what)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(AgentBusOptions)}.{option} {what}.");
        }
    }
}

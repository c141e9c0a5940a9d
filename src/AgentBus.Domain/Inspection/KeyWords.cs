using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>Names of values: those of secrets, and of the providers whose keys have no shape of their own.</summary>
internal static class KeyWords
{
    private static readonly byte[][][] Passwords = ByLast("password", "passwd", "pwd", "passphrase", "passwort", "kennwort", "contraseña", "motdepasse", "dbpass", "userpass");

    private static readonly byte[][][] Tokens = ByLast(
        "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "authkey", "encryptionkey", "signingkey", "accountkey", "sharedaccesskey", "masterkey", "servicekey", "appkey",
        "subscriptionkey", "sessionkey", "licensekey", "sharedkey", "credential", "credentials", "authorization", "bearer", "apipass", "connectionkey", "consumerkey", "adminkey", "cookiesecret", "accesstoken");

    private static readonly byte[][] NotSecret = Of("public", "csrf", "xsrf", "page", "cursor", "continuation", "next", "cancellation");

    private static readonly byte[][][] Providers = ByFirst(
        "adafruit", "adobe", "airtable", "algolia", "asana", "atlassian", "beamer", "bitbucket", "bittrex", "cloudflare", "codecov", "cohere", "coinbase", "confluent", "contentful", "datadog", "discord", "droneci", "dropbox", "etsy", "fastly", "finicity",
        "finnhub", "flickr", "freshbooks", "freemius", "gitter", "gocardless", "heroku", "hubspot", "intercom", "jfrog", "artifactory", "kraken", "kucoin", "launchdarkly", "linear", "linkedin", "lob", "mailchimp", "mailgun", "mapbox", "mattermost", "meraki", "messagebird", "netlify",
        "newrelic", "nytimes", "okta", "plaid", "polymarket", "privateai", "rapidapi", "sendbird", "sendgrid", "sentry", "shippo", "sidekiq", "snyk", "sonar", "sourcegraph", "squarespace", "stripe", "sumologic", "sumo", "telegram", "travis", "trello", "twilio", "twitch", "twitter", "typeform",
        "yandex", "zendesk");

    public static bool IsPassword(ReadOnlySpan<byte> key) => EndsWith(key, Passwords) || key.SequenceEqual("pass"u8);

    public static bool IsToken(ReadOnlySpan<byte> key) => EndsWith(key, Tokens) && !Contains(key, NotSecret);

    /// <summary>Whether the key begins with a provider's name as a word of its own, in any case.</summary>
    public static bool IsProvider(ReadOnlySpan<byte> key)
    {
        var providers = Providers[Bytes.IsLetter(key[0]) ? key[0] | 0x20 : 0];
        if (providers.Length == 0)
        {
            return false;
        }

        Span<byte> lower = stackalloc byte[64];
        lower = lower[..Words.Lower(key, lower)];
        foreach (var provider in providers)
        {
            if (lower.StartsWith(provider) && (key.Length == provider.Length || !Bytes.IsLetter(key[provider.Length]) || Bytes.IsUpper(key[provider.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWith(ReadOnlySpan<byte> key, byte[][][] words)
    {
        foreach (var word in words[key.IsEmpty ? 0 : key[^1]])
        {
            if (key.EndsWith(word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ReadOnlySpan<byte> key, byte[][] words)
    {
        foreach (var word in words)
        {
            if (key.IndexOf(word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][][] ByLast(params string[] words) => [.. Enumerable.Range(0, 256).Select(b => Of(words).Where(w => w[^1] == b).ToArray())];

    private static byte[][][] ByFirst(params string[] words) => [.. Enumerable.Range(0, 256).Select(b => Of(words).Where(w => w[0] == b).ToArray())];

    private static byte[][] Of(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}

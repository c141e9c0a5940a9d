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

    // By the last two letters of a key, or the first two: most keys are neither, and are done with.
    private static readonly bool[] Ends = PairsOf([.. Passwords.SelectMany(static w => w), .. Tokens.SelectMany(static w => w), .. Of("pass", "type")], atEnd: true);
    private static readonly bool[] Beginnings = PairsOf([.. Providers.SelectMany(static w => w)], atEnd: false);

    /// <summary>Whether the key can be one that is looked for; false for most, at the cost of four bytes.</summary>
    public static bool MayMatter(ReadOnlySpan<byte> key)
    {
        var (last, first) = (PairOf(key[^2], key[^1]), PairOf(key[0], key[1]));
        return last < 0 || Ends[last] || (first >= 0 && Beginnings[first]);
    }

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

    /// <summary>The number of two letters, case apart; -1: they are not both letters.</summary>
    private static int PairOf(byte a, byte b) => Bytes.IsLetter(a) && Bytes.IsLetter(b) ? (((a | 0x20) - 'a') * 26) + (b | 0x20) - 'a' : -1;

    private static bool[] PairsOf(byte[][] words, bool atEnd)
    {
        var pairs = new bool[26 * 26];
        foreach (var word in words)
        {
            var pair = atEnd ? PairOf(word[^2], word[^1]) : PairOf(word[0], word[1]);
            if (pair >= 0)
            {
                pairs[pair] = true;
            }
        }

        return pairs;
    }

    private static byte[][][] ByLast(params string[] words) => [.. Enumerable.Range(0, 256).Select(b => Of(words).Where(w => w[^1] == b).ToArray())];

    private static byte[][][] ByFirst(params string[] words) => [.. Enumerable.Range(0, 256).Select(b => Of(words).Where(w => w[0] == b).ToArray())];

    private static byte[][] Of(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}

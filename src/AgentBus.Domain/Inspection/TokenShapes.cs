using System.Buffers;
using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>The shapes of tokens as their providers document them, by the first byte.</summary>
internal static class TokenShapes
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Any = 2048;

    private static readonly SearchValues<byte> Alphanumeric = Of(Letters + "0123456789");
    private static readonly SearchValues<byte> Alphabetic = Of(Letters);
    private static readonly SearchValues<byte> Hex = Of("0123456789abcdefABCDEF");
    private static readonly SearchValues<byte> UpperCase = Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<byte> Word = Bytes.Word;
    private static readonly SearchValues<byte> Dotted = Of(Letters + "0123456789_-.=");
    private static readonly SearchValues<byte> Base64 = Of(Letters + "0123456789+/=_-");

    private static readonly TokenShape[][] ByFirst = Group(
    [
        // Source code and packages
        new("github-token", "ghp_", Alphanumeric, 36, 255),
        new("github-token", "gho_", Alphanumeric, 36, 255),
        new("github-token", "ghu_", Alphanumeric, 36, 255),
        new("github-token", "ghs_", Alphanumeric, 36, 255),
        new("github-token", "ghr_", Alphanumeric, 36, 255),
        new("github-token", "github_pat_", Word, 60, 255),
        new("gitlab-token", "glpat-", Dotted, 20, 300),
        new("gitlab-token", "glptt-", Hex, 40, 40),
        new("gitlab-token", "glrt-", Dotted, 20, 300),
        new("gitlab-token", "gldt-", Dotted, 20, 300),
        new("gitlab-token", "glcbt-", Dotted, 20, 300),
        new("gitlab-token", "glimt-", Dotted, 20, 300),
        new("gitlab-token", "glft-", Dotted, 20, 300),
        new("gitlab-token", "glsoat-", Dotted, 20, 300),
        new("gitlab-token", "gloas-", Hex, 64, 64),
        new("gitlab-token", "glagent-", Dotted, 40, 300),
        new("gitlab-token", "glffct-", Dotted, 20, 300),
        new("gitlab-token", "GR1348941", Word, 20, 20),
        new("npm-token", "npm_", Alphanumeric, 36, 36),
        new("pypi-token", "pypi-AgE", Word, 50, Any),
        new("rubygems-token", "rubygems_", Hex, 48, 48),
        new("docker-token", "dckr_pat_", Word, 27, 40),
        new("docker-token", "dckr_oat_", Word, 27, 40),
        new("clojars-token", "CLOJARS_", Alphanumeric, 60, 60),
        new("sourcegraph-token", "sgp_", Word, 40, 64),
        new("artifactory-key", "AKCp", Alphanumeric, 64, 74),
        new("artifactory-token", "cmVmd", Alphanumeric, 59, 59),
        new("atlassian-token", "ATATT3", Dotted, 100, 400),
        new("atlassian-token", "ATCTT3", Dotted, 100, 400),
        new("bitbucket-token", "ATBB", Alphanumeric, 28, 64),
        // Clouds and hosting
        new("aws-access-key", "AKIA", UpperCase, 16, 16),
        new("aws-access-key", "ASIA", UpperCase, 16, 16),
        new("aws-access-key", "ABIA", UpperCase, 16, 16),
        new("aws-access-key", "ACCA", UpperCase, 16, 16),
        new("aws-bedrock-key", "ABSK", Base64, 100, 280, 2.3),
        new("aws-bedrock-key", "bedrock-api-", Base64, 80, Any),
        new("google-api-key", "AIza", Word, 35, 35),
        new("google-oauth-secret", "GOCSPX-", Word, 28, 28),
        new("google-oauth-token", "ya29.", Word, 40, Any),
        new("digitalocean-token", "dop_v1_", Hex, 64, 64),
        new("digitalocean-token", "doo_v1_", Hex, 64, 64),
        new("digitalocean-token", "dor_v1_", Hex, 64, 64),
        new("alibaba-key", "LTAI", Alphanumeric, 16, 26),
        new("fly-token", "fo1_", Word, 43, 43),
        new("fly-token", "fm1r_", Base64, 100, Any),
        new("fly-token", "fm1a_", Base64, 100, Any),
        new("fly-token", "fm2_", Base64, 100, Any),
        new("heroku-key", "HRKU-", Word, 36, 64),
        new("netlify-token", "nfp_", Alphanumeric, 36, 64),
        new("planetscale-token", "pscale_tkn_", Dotted, 32, 64),
        new("planetscale-token", "pscale_pw_", Dotted, 32, 64),
        new("planetscale-token", "pscale_oauth_", Dotted, 32, 64),
        new("supabase-token", "sbp_", Hex, 40, 40),
        new("yandex-token", "t1.9eu", Base64, 80, Any),
        new("openshift-token", "sha256~", Word, 43, 43),
        new("vault-token", "hvs.", Word, 24, 300),
        new("vault-token", "hvb.", Word, 24, 300),
        new("vault-token", "hvr.", Word, 24, 300),
        new("pulumi-token", "pul-", Hex, 40, 40),
        new("prefect-token", "pnu_", Alphanumeric, 36, 36),
        new("doppler-token", "dp.pt.", Alphanumeric, 40, 44),
        new("doppler-token", "dp.st.", Dotted, 40, 90),
        new("infracost-key", "ico-", Alphanumeric, 32, 32),
        new("tailscale-key", "tskey-", Word, 20, 80),
        new("databricks-token", "dapi", Hex, 32, 36),
        new("clickhouse-key", "4b1d", Alphanumeric, 38, 38),
        new("octopus-key", "API-", UpperCase, 26, 26),
        new("age-key", "AGE-SECRET-KEY-1", UpperCase, 58, 58),
        new("harness-token", "pat.", Dotted, 60, 90),
        new("cloudflare-ca-key", "v1.0-", Word, 160, 200),
        // Models
        new("anthropic-key", "sk-ant-api03-", Word, 95, 95),
        new("anthropic-key", "sk-ant-admin01-", Word, 95, 95),
        new("openai-key", "sk-proj-", Word, 40, 300),
        new("openai-key", "sk-svcacct-", Word, 40, 300),
        new("openai-key", "sk-admin-", Word, 40, 300),
        new("openrouter-key", "sk-or-v1-", Hex, 64, 64),
        new("model-api-key", "sk-", Alphanumeric, 32, 64),
        new("hugging-face-token", "hf_", Alphabetic, 34, 34, 3.5),
        new("hugging-face-token", "api_org_", Alphabetic, 34, 34, 3.5),
        new("perplexity-key", "pplx-", Alphanumeric, 40, 64),
        new("groq-key", "gsk_", Alphanumeric, 40, 64),
        new("xai-key", "xai-", Alphanumeric, 70, 90),
        new("replicate-token", "r8_", Alphanumeric, 36, 40),
        new("nvidia-key", "nvapi-", Word, 60, 80),
        new("langchain-key", "lsv2_", Word, 40, 60),
        new("tavily-key", "tvly-", Word, 24, 64),
        // Payment and business
        new("stripe-key", "sk_live_", Alphanumeric, 16, 120),
        new("stripe-key", "sk_test_", Alphanumeric, 16, 120),
        new("stripe-key", "sk_prod_", Alphanumeric, 16, 120),
        new("stripe-key", "rk_live_", Alphanumeric, 16, 120),
        new("stripe-key", "rk_test_", Alphanumeric, 16, 120),
        new("stripe-webhook-secret", "whsec_", Base64, 24, 80),
        new("square-token", "sq0atp-", Word, 22, 60),
        new("square-token", "sq0csp-", Word, 40, 60),
        new("square-token", "EAAA", Word, 60, 60),
        new("facebook-token", "EAA", Alphanumeric, 90, 400),
        new("shopify-token", "shpat_", Hex, 32, 32),
        new("shopify-token", "shpca_", Hex, 32, 32),
        new("shopify-token", "shppa_", Hex, 32, 32),
        new("shopify-token", "shpss_", Hex, 32, 32),
        new("easypost-key", "EZAK", Alphanumeric, 54, 54),
        new("easypost-key", "EZTK", Alphanumeric, 54, 54),
        new("flutterwave-key", "FLWSECK-", Word, 32, 64),
        new("flutterwave-key", "FLWSECK_TEST-", Word, 12, 64),
        new("shippo-token", "shippo_live_", Hex, 40, 40),
        new("shippo-token", "shippo_test_", Hex, 40, 40),
        new("duffel-token", "duffel_test_", Word, 43, 43),
        new("duffel-token", "duffel_live_", Word, 43, 43),
        new("frameio-token", "fio-u-", Word, 64, 64),
        new("plaid-token", "access-sandbox-", Word, 36, 36),
        new("plaid-token", "access-production-", Word, 36, 36),
        new("maxmind-key", "mmk_", Word, 36, 36),
        new("contentful-token", "CFPAT-", Word, 43, 43),
        // Messages, mail and work
        new("slack-app-token", "xapp-", Word, 40, 200),
        new("slack-config-token", "xoxe.xoxp-", Word, 100, 300),
        new("slack-config-token", "xoxe.xoxb-", Word, 100, 300),
        new("sendgrid-key", "SG.", Dotted, 60, 72),
        new("sendinblue-key", "xkeysib-", Word, 81, 81),
        new("linear-key", "lin_api_", Alphanumeric, 40, 40),
        new("notion-token", "ntn_", Alphanumeric, 46, 46),
        new("notion-token", "secret_", Alphanumeric, 43, 43, 3.8),
        new("postman-key", "PMAK-", Word, 59, 59),
        new("typeform-token", "tfp_", Dotted, 59, 59),
        new("figma-token", "figd_", Word, 38, 60),
        new("airtable-token", "pat", Dotted, 79, 79, 3.5),
        new("readme-key", "rdme_", Alphanumeric, 70, 70),
        new("1password-token", "ops_eyJ", Base64, 200, Any),
        new("42-secret", "s-s4t2ud-", Hex, 64, 64),
        new("42-secret", "s-s4t2af-", Hex, 64, 64),
        new("twilio-key", "SK", Hex, 32, 32),
        new("mailgun-key", "key-", Hex, 32, 32),
        new("dynatrace-token", "dt0c01.", Dotted, 88, 92),
        new("sentry-token", "sntrys_", Base64, 60, 400),
        new("sentry-token", "sntryu_", Hex, 64, 64),
        new("grafana-token", "glc_", Base64, 32, 400),
        new("grafana-token", "glsa_", Word, 41, 41),
        new("new-relic-key", "NRAK-", Alphanumeric, 27, 27),
        new("new-relic-key", "NRII-", Word, 32, 32),
        new("new-relic-key", "NRJS-", Hex, 19, 19),
        new("adobe-secret", "p8e-", Alphanumeric, 32, 32),
        new("scalingo-token", "tk-us-", Word, 48, 48),
    ]);

    /// <summary>The end of the token that starts here, and its detector; 0 if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to look.</param>
    /// <param name="run">What is known of the text from earlier looks at it.</param>
    /// <param name="detector">The name of the shape.</param>
    public static int Match(ReadOnlySpan<byte> text, int start, ref WideRun run, out string detector)
    {
        var first = text[start];
        if (first < ByFirst.Length)
        {
            foreach (var shape in ByFirst[first])
            {
                if ((shape.IsWide ? shape.Match(text, start, ref run) : shape.Match(text, start)) is > 0 and var end)
                {
                    detector = shape.Detector;
                    return end;
                }
            }
        }

        detector = string.Empty;
        return 0;
    }

    /// <summary>Whether the text starts with a whole prefix, and nothing else than what may follow it.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> text)
    {
        foreach (var shape in text[0] < ByFirst.Length ? ByFirst[text[0]] : [])
        {
            if (text.StartsWith(shape.Prefix))
            {
                return true;
            }
        }

        return false;
    }

    private static SearchValues<byte> Of(string members) => SearchValues.Create(Encoding.ASCII.GetBytes(members));

    private static TokenShape[][] Group(TokenShape[] shapes) => [.. Enumerable.Range(0, 128).Select(b => shapes.Where(s => s.Prefix[0] == b).ToArray())];
}

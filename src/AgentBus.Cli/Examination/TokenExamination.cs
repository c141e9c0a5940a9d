using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;
using AgentBus.Client;

namespace AgentBus.Cli.Examination;

/// <summary>Whether the credential holds: what it says of itself, and what the bus says.</summary>
internal static class TokenExamination
{
    private const string Subject = "credential";
    private const string Renew = "Make a new one: agentbus token create.";

    /// <summary>What it says of itself, compared with the settings of the silo where they are known.</summary>
    public static IEnumerable<Finding> Of(BusCredential credential, Settings settings, DateTimeOffset now)
    {
        if (credential.File is { } file && File.Exists(file) && PrivateFile.IsOpenToOthers(file))
        {
            yield return Finding.Warning(Subject, $"Others than its owner may read {file}.", $"chmod 600 {file}");
        }

        string text;
        Finding? unreadable = null;
        try
        {
            text = credential.Read();
        }
        catch (CommandFailure e)
        {
            text = "";
            unreadable = Finding.Wrong(Subject, e.Message, "Name a file that holds a credential by --token-file.");
        }

        if (unreadable is not null)
        {
            yield return unreadable;
        }
        else if (!BusCredential.IsApiKey(text))
        {
            foreach (var finding in TokenText.TryRead(text) is { } token ? OfClaims(token, settings, now) : [Finding.Wrong(Subject, "It is neither a token nor an API key.", Renew)])
            {
                yield return finding;
            }
        }
    }

    /// <summary>What the bus says of it.</summary>
    public static async Task<Finding> AskAsync(BusAddress url, BusCredential credential, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var options = new AgentBusOptions { Uri = url.WebSocket, Token = credential.Read(), Side = true, ConnectTimeout = patience };
            await using var client = await AgentBusClient.ConnectAsync(options, cancellationToken);
            return Finding.Right(Subject, $"The bus knows it: {client.AgentId} of {client.TenantId}");
        }
        catch (AgentBusException e)
        {
            return Finding.Wrong(Subject, $"The bus refused it: {e.Message}", "Look whether the issuer's key, issuer and audience are those of the silo, and whether the tenant is there; docs/codes.md has the codes.");
        }
        catch (CommandFailure e)
        {
            return Finding.Wrong(Subject, e.Message, Renew);
        }
    }

    private static IEnumerable<Finding> OfClaims(TokenText token, Settings settings, DateTimeOffset now)
    {
        if (token.Time("exp") is not { } end)
        {
            yield return Finding.Wrong(Subject, "The token has no end, and the bus takes none such.", Renew);
        }
        else
        {
            yield return end > now ? Finding.Right(Subject, $"A token of {token.Text("sub")}, until {end:u}") : Finding.Wrong(Subject, $"The token expired at {end:u}.", Renew);
        }

        foreach (var (claim, key) in (IEnumerable<(string, string)>)[("iss", "Authentication:Issuer"), ("aud", "Authentication:Audience")])
        {
            if (settings[key].Length > 0 && token.Text(claim) != settings[key])
            {
                yield return Finding.Warning(Subject, $"The token's {claim} is {token.Text(claim)}, and AgentBus:{key} here is {settings[key]}.", "Make the token for this bus, or correct the setting.");
            }
        }
    }
}

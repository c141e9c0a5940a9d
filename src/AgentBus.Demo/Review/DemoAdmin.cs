using System.Text.Json.Nodes;

namespace AgentBus.Demo.Review;

/// <summary>
/// The tenant's admin in the demonstration. It puts the demo's policies in force and confirms every key that a reviewer registers, at once and unseen, which an
/// admin outside a demonstration must not do: they ask the person first.
/// </summary>
internal sealed class DemoAdmin(DemoOptions options, TimeProvider time)
{
    private const string Keys = "api/v1/reviewer-keys";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var key = PersonalKey.Open(options.KeyFile);
        using var api = new BusApi(options.Api, options.TokenFile, time);
        using var silo = new BusApi(options.OperatorUrl, options.OperatorTokenFile, time);
        var isReady = false;
        await api.RepeatAsync(
            Pause,
            async () =>
            {
                if (!isReady)
                {
                    await RegisterAsync(api, silo, key, cancellationToken);
                    await PutInForceAsync(silo, cancellationToken);
                    isReady = true;
                }

                await ConfirmAsync(api, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The first admin's key comes with the bootstrap token that an operator makes.</summary>
    private static async Task RegisterAsync(BusApi api, BusApi silo, PersonalKey key, CancellationToken cancellationToken)
    {
        var known = await KeysAsync(api, cancellationToken);
        if (known.Any(one => (string?)one["key_id"] == key.Name && (string?)one["state"] == "active"))
        {
            return;
        }

        var made = await silo.PostAsync($"admin/reviewers/{api.Tenant}/bootstrap", [], cancellationToken);
        await api.PostAsync(Keys, new JsonObject { ["public_key"] = key.PublicKey, ["bootstrap_token"] = (string?)made["bootstrap_token"] }, cancellationToken);
    }

    private static async Task PutInForceAsync(BusApi silo, CancellationToken cancellationToken)
    {
        var archive = PolicyArchive.Of(Path.Combine(AppContext.BaseDirectory, "Policies"));
        var pushed = await silo.PostAsync($"admin/policies/{silo.Tenant}", new JsonObject { ["archive"] = Convert.ToBase64String(archive) }, cancellationToken);
        await silo.PostAsync($"admin/policies/{silo.Tenant}/{(string?)pushed["revision"]}/activate", [], cancellationToken);
    }

    private static async Task ConfirmAsync(BusApi api, CancellationToken cancellationToken)
    {
        foreach (var key in await KeysAsync(api, cancellationToken))
        {
            if ((string?)key["state"] == "pending" && (string?)key["person"] != api.Person)
            {
                await api.PostAsync($"{Keys}/{(string?)key["key_id"]}/confirm", [], cancellationToken);
                Console.WriteLine($"{api.Person} confirmed the key of {(string?)key["person"]} at once, because this is a demonstration: elsewhere a second admin asks them first.");
            }
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> KeysAsync(BusApi api, CancellationToken cancellationToken) =>
        [.. ((await api.GetAsync(Keys, cancellationToken))["keys"] as JsonArray ?? []).OfType<JsonObject>()];
}

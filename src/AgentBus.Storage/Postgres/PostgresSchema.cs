using System.Globalization;
using System.Reflection;
using Npgsql;

namespace AgentBus.Storage.Postgres;

/// <summary>The numbered SQL files of <c>sql/postgresql</c>, which travel inside the assembly. Each is repeatable and notes its own number.</summary>
internal sealed class PostgresSchema(string connection)
{
    private const string Prefix = "postgresql/";

    /// <summary>The key of the advisory lock that silos take before they apply: "agentbus" in ASCII.</summary>
    private const long LockKey = 0x6167656E74627573;

    private static readonly Assembly Home = typeof(PostgresSchema).Assembly;

    /// <summary>The files in the order of their numbers.</summary>
    public static IReadOnlyList<(int Version, string Name)> Scripts { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name)),
    ];

    /// <summary>Brings the schema up to date in one transaction, or with <paramref name="apply"/> off only checks it.</summary>
    /// <exception cref="InvalidOperationException">The schema is newer than this product, or not there and must not be applied.</exception>
    public async Task PrepareAsync(bool apply, CancellationToken cancellationToken)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        if (apply)
        {
            await ExecuteAsync(database, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        }

        var current = await CurrentAsync(database, cancellationToken);
        Check(current, Scripts[^1].Version, exactly: !apply);
        foreach (var (_, name) in Scripts.Where(script => script.Version > current))
        {
            await ExecuteAsync(database, Read(name), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int> CurrentAsync(NpgsqlConnection database, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('schema_version') IS NOT NULL", database);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return 0;
        }

        await using var latest = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_version", database);
        return (int)(await latest.ExecuteScalarAsync(cancellationToken))!;
    }

    private static void Check(int current, int known, bool exactly)
    {
        if (current > known)
        {
            throw new InvalidOperationException(
                $"The database has schema version {current}, this product knows up to {known}: start the product version that made it, or a newer one.");
        }

        if (exactly && current < known)
        {
            throw new InvalidOperationException(
                $"The database has schema version {current}, {known} is needed: apply the files of sql/postgresql above {current}, or set ApplySchema.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection database, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, database);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CommerceOS.Data.Progress;

/// <summary>
/// Tells waiting streams in every process that something about a product changed, through Redis. Only a hint to look sooner: the
/// truth is in the database, and without Redis streams look once a second.
/// </summary>
public sealed partial class ProgressSignals(IConfiguration configuration, ILogger<ProgressSignals> logger) : BackgroundService
{
    private const string Channel = "commerceos:progress";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Signal, byte>> _waiting = new();
    private ConnectionMultiplexer? _redis;

    /// <summary>Never throws and never waits: a lost signal costs a second.</summary>
    public void Publish(Guid product)
    {
        Wake(product);
        if (_redis is not { IsConnected: true } redis) return;
        try
        {
            redis.GetSubscriber().Publish(Channel, product.ToString(), CommandFlags.FireAndForget);
        }
        catch (RedisException exception)
        {
            Log.NotPublished(logger, exception.Message);
        }
    }

    public Signal Listen(Guid product)
    {
        var signal = new Signal(this, product);
        _waiting.GetOrAdd(product, _ => new())[signal] = 0;
        return signal;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetConnectionString("cache") is not { Length: > 0 } address)
        {
            Log.NotConfigured(logger);
            return;
        }
        while (!stoppingToken.IsCancellationRequested && _redis is null)
        {
            try
            {
                var options = ConfigurationOptions.Parse(address);
                // Connects again by itself from here on, whether Redis is there yet or not.
                options.AbortOnConnectFail = false;
                var redis = await ConnectionMultiplexer.ConnectAsync(options);
                await redis.GetSubscriber().SubscribeAsync(Channel, (_, value) =>
                {
                    if (Guid.TryParse(value.ToString(), out var product)) Wake(product);
                });
                _redis = redis;
            }
            catch (RedisException exception)
            {
                Log.NotConnected(logger, exception.Message);
                await Task.Delay(RetryAfter, stoppingToken);
            }
        }
    }

    public override void Dispose()
    {
        _redis?.Dispose();
        base.Dispose();
    }

    private void Wake(Guid product)
    {
        if (!_waiting.TryGetValue(product, out var signals)) return;
        foreach (var signal in signals.Keys) signal.Set();
    }

    private void Remove(Guid product, Signal signal)
    {
        if (!_waiting.TryGetValue(product, out var signals)) return;
        signals.TryRemove(signal, out _);
        if (signals.IsEmpty) _waiting.TryRemove(new(product, signals));
    }

    /// <summary>One stream's wait for the next change of a product.</summary>
    public sealed class Signal : IDisposable
    {
        private readonly ProgressSignals _owner;
        private readonly Guid _product;
        private readonly SemaphoreSlim _set = new(0, 1);
        private bool _gone;

        internal Signal(ProgressSignals owner, Guid product) => (_owner, _product) = (owner, product);

        /// <summary>Returns at the next change or after <paramref name="atMost"/>; false when cancelled.</summary>
        public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
        {
            try
            {
                await _set.WaitAsync(atMost, cancellationToken);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        internal void Set()
        {
            lock (_set)
            {
                if (!_gone && _set.CurrentCount == 0) _set.Release();
            }
        }

        public void Dispose()
        {
            _owner.Remove(_product, this);
            lock (_set)
            {
                _gone = true;
                _set.Dispose();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "No connection string “cache”: progress is looked up once a second.")]
        public static partial void NotConfigured(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "Redis cannot be reached ({Reason}): progress is looked up once a second until it can.")]
        public static partial void NotConnected(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Debug, "A progress signal was not sent: {Reason}")]
        public static partial void NotPublished(ILogger logger, string reason);
    }
}

public static class ProgressRegistration
{
    public static IServiceCollection AddProgressSignals(this IServiceCollection services) =>
        services.AddSingleton<ProgressSignals>().AddHostedService(provider => provider.GetRequiredService<ProgressSignals>());
}

using Microsoft.AspNetCore.Components;

namespace CommerceOS.Web.Components;

/// <summary>
/// A page whose data is there before its markup runs. A plain component is rendered once while it still waits for its data,
/// and would have to be written for both cases although nobody ever sees the first.
/// </summary>
public abstract class LoadedPage : ComponentBase
{
    private bool _loaded;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_loaded)
        {
            _loaded = true;
            await LoadAsync();
        }
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Runs once, with the parameters set.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;
}

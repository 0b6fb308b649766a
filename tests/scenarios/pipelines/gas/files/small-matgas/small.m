function mgc = small
mgc.gas_specific_gravity = 0.6;
mgc.temperature = 288.15; % K
mgc.units = 'si';
mgc.sound_speed = 350.0; % m/s
mgc.is_per_unit = 0;

%% junction data
% id p_min p_max p_nominal junction_type status pipeline_name lat lon
mgc.junction = [
1 0 8000000 5000000 0 1 'left end' 51.3 3.2
2 0 8000000 5000000 0 1 'middle' 51.2 3.3
3 3000000 8000000 5000000 0 1 'right end' 51.1 3.4
];

%% pipe data
% id fr_junction to_junction diameter length friction_factor p_min p_max status
mgc.pipe = [
1 2 3 0.6 50000 0.01 0 8000000 1
];

%% compressor data
% id fr_junction to_junction c_ratio_min c_ratio_max power_max
mgc.compressor = [
1 1 2 1 2 1000000000
];

%% delivery data
% id junction_id withdrawal_min withdrawal_max withdrawal_nominal is_dispatchable status
mgc.delivery = [
1 3 0 60 40.0 0 1
2 3 0 60 20.0 0 0
];
end
